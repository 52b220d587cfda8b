/** Where the phone is, only if the person has allowed it before: the first screen never asks. */
import type { Point } from '../places/nearest'

export async function whereIfAllowed(): Promise<Point | null> {
  try {
    const allowed = await navigator.permissions.query({ name: 'geolocation' })
    if (allowed.state !== 'granted') return null
  }
  catch { return null }
  return new Promise((answer) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { answer({ lat: coords.latitude, lon: coords.longitude }) }, () => { answer(null) },
      { maximumAge: 300_000, timeout: 10_000 },
    )
  })
}
