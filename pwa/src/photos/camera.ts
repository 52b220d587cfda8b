/**
 * The phone's camera as a page needs it: open at once, show, shoot, light, and say plainly when it may not.
 *
 * A shot is the frame in the viewfinder, taken from the running stream: it is there in a fraction of a
 * second and shows what the person saw. (Asking the camera for a still takes a second on cheap phones and
 * may frame differently.) The stream stops whenever the page is not on screen.
 */
import { onBeforeUnmount, onMounted, readonly, ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export type CameraState = 'starting' | 'ready' | 'refused' | 'none' | 'busy'

export interface Shot { bytes: ArrayBuffer; type: 'image/jpeg' }

export interface Camera {
  state: Readonly<Ref<CameraState>>
  /** null: this camera has no light. */
  torch: Readonly<Ref<boolean | null>>
  toggleTorch(): Promise<void>
  start(): Promise<void>
  shoot(): Promise<Shot>
}

/** What a page may ask of its viewfinder. */
export interface FinderHandle { shoot(): Promise<Shot>; readonly state: CameraState }

/** The torch is in the Image Capture specification, which TypeScript's DOM types leave out. */
type WithTorch = { torch?: boolean }

/** Width by height of every shot held upright; lying, the other way round. */
export const FRAME_RATIO = 3 / 4

const WANTED: MediaStreamConstraints = {
  audio: false,
  video: { facingMode: { ideal: 'environment' }, width: { ideal: 2048 }, height: { ideal: 1536 }, aspectRatio: { ideal: 4 / 3 } },
}

/** The part of a stream's frame that a viewfinder of this ratio shows, centred. */
export function visiblePart(width: number, height: number, ratio = FRAME_RATIO): { x: number; y: number; width: number; height: number } {
  const w = Math.min(width, Math.round(height * ratio))
  const h = Math.min(height, Math.round(width / ratio))
  return { x: Math.floor((width - w) / 2), y: Math.floor((height - h) / 2), width: w, height: h }
}

function reasonOf(error: unknown): CameraState {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  return 'none'
}

/** Opens with the page that uses it and closes with it. */
export function useCamera(video: Readonly<ShallowRef<HTMLVideoElement | null>>): Camera {
  const state = ref<CameraState>('starting')
  const torch = ref<boolean | null>(null)
  const stream = shallowRef<MediaStream | null>(null)
  let opening = 0

  function stop(): void {
    opening++
    stream.value?.getTracks().forEach(track => track.stop())
    stream.value = null
    torch.value = null
  }

  async function start(): Promise<void> {
    stop()
    const mine = opening
    state.value = 'starting'
    if (!navigator.mediaDevices?.getUserMedia) { state.value = 'none'; return }
    try {
      const opened = await navigator.mediaDevices.getUserMedia(WANTED)
      // The page was left, or asked again, while the phone was asking for permission.
      if (mine !== opening || !video.value) { opened.getTracks().forEach(track => track.stop()); return }
      stream.value = opened
      const track = opened.getVideoTracks()[0]
      const can = (track?.getCapabilities?.() ?? {}) as WithTorch
      torch.value = can.torch ? false : null
      track?.addEventListener('ended', () => { if (stream.value === opened) state.value = 'busy' })
      video.value.srcObject = opened
      await video.value.play()
      state.value = 'ready'
    } catch (error) {
      if (mine === opening) state.value = reasonOf(error)
    }
  }

  async function toggleTorch(): Promise<void> {
    const track = stream.value?.getVideoTracks()[0]
    if (!track || torch.value === null) return
    const next = !torch.value
    await track.applyConstraints({ advanced: [{ torch: next } as MediaTrackConstraintSet] })
    torch.value = next
  }

  async function shoot(): Promise<Shot> {
    const element = video.value
    if (!element?.videoWidth) throw new Error('the camera shows nothing yet')
    const lying = window.innerWidth > window.innerHeight
    const part = visiblePart(element.videoWidth, element.videoHeight, lying ? 1 / FRAME_RATIO : FRAME_RATIO)
    const sheet = document.createElement('canvas')
    sheet.width = part.width
    sheet.height = part.height
    sheet.getContext('2d', { alpha: false })?.drawImage(element, part.x, part.y, part.width, part.height, 0, 0, part.width, part.height)
    const blob = await new Promise<Blob | null>(resolve => sheet.toBlob(resolve, 'image/jpeg', 0.9))
    if (!blob) throw new Error('the camera gave no picture')
    return { bytes: await blob.arrayBuffer(), type: 'image/jpeg' }
  }

  const seen = (): void => {
    if (document.visibilityState === 'hidden') stop()
    else if (!stream.value) void start()
  }
  onMounted(() => {
    void start()
    document.addEventListener('visibilitychange', seen)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', seen)
    stop()
  })
  return { state: readonly(state), torch: readonly(torch), toggleTorch, start, shoot }
}

const SHUTTER_KEYS = ['AudioVolumeUp', 'AudioVolumeDown', 'VolumeUp', 'VolumeDown', 'Camera']

/** The volume and camera keys release the shutter where the phone hands them to a page. */
export function useShutterKeys(release: () => void): void {
  const pressed = (event: KeyboardEvent): void => {
    if (event.repeat || !SHUTTER_KEYS.includes(event.key)) return
    event.preventDefault()
    release()
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
