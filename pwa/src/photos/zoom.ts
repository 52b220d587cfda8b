/** Where a picture lies that somebody moves and enlarges: plain arithmetic, so that it can be trusted. */

export interface View { readonly scale: number; readonly x: number; readonly y: number }
export interface Box { readonly width: number; readonly height: number }
export interface Spot { readonly x: number; readonly y: number }

export const WHOLE: View = { scale: 1, x: 0, y: 0 }
export const MOST = 5

/** No further than its edges: `x` and `y` are pixels from the middle. */
export function held(view: View, box: Box): View {
  const scale = Math.min(MOST, Math.max(1, view.scale))
  const reach = (edge: number): number => (edge * (scale - 1)) / 2
  const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value)) + 0
  return { scale, x: within(view.x, reach(box.width)), y: within(view.y, reach(box.height)) }
}

/** Enlarge by a factor so that the spot (pixels from the middle of the box) stays where it is. */
export function zoomed(view: View, factor: number, spot: Spot, box: Box): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor))
  const k = scale / view.scale
  return held({ scale, x: spot.x - (spot.x - view.x) * k, y: spot.y - (spot.y - view.y) * k }, box)
}

export function moved(view: View, dx: number, dy: number, box: Box): View {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, box)
}
