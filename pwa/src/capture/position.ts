/**
 * Where the phone is, watched from the moment a camera page opens so that it is known when the shutter
 * falls. It never holds anything up: without a position the person names the place afterwards.
 */
import { onBeforeUnmount, onMounted, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Fix { lat: number; lon: number; accuracy_m: number; at: number }
export type PositionState = 'waiting' | 'found' | 'refused' | 'none'
export interface Position { fix: Readonly<ShallowRef<Fix | null>>; state: Readonly<Ref<PositionState>> }

/** A better fix replaces the one before; a worse one does only when that has grown old. */
export function better(before: Fix | null, next: Fix): Fix {
  if (!before || next.accuracy_m <= before.accuracy_m) return next
  return next.at - before.at > 15_000 ? next : before
}

export function usePosition(): Position {
  const fix = shallowRef<Fix | null>(null)
  const state = ref<PositionState>('waiting')
  let watch: number | null = null

  function begin(): void {
    if (!navigator.geolocation) { state.value = 'none'; return }
    watch = navigator.geolocation.watchPosition(({ coords, timestamp }) => {
      fix.value = better(fix.value, {
        lat: Number(coords.latitude.toFixed(6)), lon: Number(coords.longitude.toFixed(6)),
        accuracy_m: Math.round(coords.accuracy), at: timestamp,
      })
      state.value = 'found'
    }, error => {
      if (error.code === error.PERMISSION_DENIED) state.value = 'refused'
      else if (!fix.value) state.value = 'none'
    }, { enableHighAccuracy: true, maximumAge: 10_000, timeout: 20_000 })
  }

  onMounted(begin)
  onBeforeUnmount(() => {
    if (watch !== null) navigator.geolocation.clearWatch(watch)
  })
  return { fix: readonly(fix), state: readonly(state) }
}
