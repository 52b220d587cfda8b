/** Which enterprise a person is standing in: plain geometry on the sphere, without network or map. */

export interface Point { readonly lat: number, readonly lon: number }

const EARTH_RADIUS_M = 6_371_008.8

/** Metres between two points (haversine; good to half a percent, which is less than a phone's error). */
export function metresBetween(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const dLat = (b.lat - a.lat) * rad
  const dLon = (b.lon - a.lon) * rad
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

export interface Near<T> { readonly place: T, readonly metres: number | null }

/**
 * The places by distance, nearest first; those whose position nobody knows come last, by name.
 *
 * Without a position of one's own all distances are null and the order is by name.
 */
export function byDistance<T extends { name: string, lat?: number | null | undefined, lon?: number | null | undefined }>(
  places: readonly T[], from: Point | null,
): Near<T>[] {
  const far = (place: T): number | null =>
    from && typeof place.lat === 'number' && typeof place.lon === 'number' ? metresBetween(from, { lat: place.lat, lon: place.lon }) : null
  return places
    .map(place => ({ place, metres: far(place) }))
    .sort((a, b) => (a.metres ?? Infinity) - (b.metres ?? Infinity) || a.place.name.localeCompare(b.place.name, 'zh-Hans-CN'))
}

/** Minutes on foot at 75 m a minute, a little more than the straight line. */
export function walkingMinutes(metres: number): number {
  return Math.max(1, Math.round(metres * 1.25 / 75))
}
