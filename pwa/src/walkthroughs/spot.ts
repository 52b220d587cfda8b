/** Where the phone is, asked once when a page opens, and never waited for: a fact for the record, not a mark. */
import { onMounted, shallowRef, type ShallowRef } from 'vue'

export interface Spot { readonly lat: number, readonly lon: number, readonly accuracy_m: number }

export function useSpot(): Readonly<ShallowRef<Spot | null>> {
  const spot = shallowRef<Spot | null>(null)
  onMounted(() => {
    navigator.geolocation?.getCurrentPosition(({ coords }) => {
      spot.value = { lat: Number(coords.latitude.toFixed(6)), lon: Number(coords.longitude.toFixed(6)), accuracy_m: Math.round(coords.accuracy) }
    }, () => undefined, { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 })
  })
  return spot
}
