/**
 * The stamp: the dark strip that is drawn into a photo with time, date, place and person.
 *
 * Pure layout, measured in the photo's pixels. The strip is solid and never a veil, so that it can be
 * read on any picture; its size follows the photo, so that the strip in the viewfinder and the strip in
 * the file look the same. It lies over the lower edge of a photo framed with it in view (`over`), and is
 * added below a photo from the gallery, whose lower edge nobody kept free (`under`).
 */

export interface StampLines {
  /** `15:20:09`, or `拍于 09:12` for a picture from the gallery. */
  time: string
  /** `2026-11-19 周四`, written strong. */
  date: string
  /** `定位误差 8 米`. */
  accuracy: string
  /** `荔城区新度镇 · 第 3 网格 林晓梅`. */
  place: string
  /** `巡安`. */
  mark: string
}

export type StampMode = 'over' | 'under'
export type Measure = (text: string, font: string) => number

export interface StampText { text: string; font: string; colour: string; x: number; baseline: number }
export interface StampLayout {
  /** Size of the finished picture. */
  width: number
  height: number
  /** The strip. */
  top: number
  band: number
  bar: { x: number; y: number; width: number; height: number }
  texts: StampText[]
  /** The product's mark, drawn in a 24-unit grid scaled by `scale`. */
  mark: { x: number; y: number; scale: number }
}

/** Mirrors the tokens --xa-stamp-* and --xa-cam-text-2, which CSS cannot hand to a worker. */
export const STAMP_COLOURS = { ground: '#0A1316', text: '#FFFFFF', quiet: '#C4D0D5', bar: '#66C7E0' } as const

/** The two strokes of the mark (an open ring closed by a tick), in its 24-unit grid. */
export const MARK_STROKES = ['M19.4 7.2A9 9 0 1 0 21 12.4', 'm7.6 12 3.6 3.7L21 5.2'] as const

const FAMILY = '"PingFang SC","HarmonyOS Sans SC","MiSans","Noto Sans SC","Noto Sans CJK SC",sans-serif'
/** A viewfinder is 390 by 520 on the phone the strip was drawn for. */
const FRAME = { width: 390, height: 520 }
const BAND = 92

const font = (size: number, strong: boolean): string => `${strong ? 600 : 400} ${size}px ${FAMILY}`

/** The text, or as much of its beginning as fits, with an ellipsis. */
export function fit(text: string, face: string, room: number, measure: Measure): string {
  if (measure(text, face) <= room) return text
  const letters = Array.from(text)
  let from = 0, to = letters.length
  while (from < to) {
    const half = Math.ceil((from + to) / 2)
    if (measure(letters.slice(0, half).join('') + '…', face) <= room) from = half
    else to = half - 1
  }
  return letters.slice(0, from).join('').trimEnd() + '…'
}

/** Where everything of the stamp goes on a picture of this size. */
export function layoutStamp(width: number, height: number, lines: StampLines, mode: StampMode, measure: Measure): StampLayout {
  const k = Math.min(width / FRAME.width, height / FRAME.height)
  const px = (units: number): number => Math.round(units * k)
  const band = px(BAND)
  const top = mode === 'over' ? height - band : height
  const small = px(14)
  const x = px(30)
  const markFont = font(small, true)
  const markWidth = px(22) + measure(lines.mark, markFont)
  const markX = width - px(14) - markWidth
  const whole = width - px(14) - x
  const second = top + px(58), third = top + px(78)
  const texts: StampText[] = []
  const put = (text: string, face: string, colour: string, at: number, baseline: number): void => {
    if (text) texts.push({ text, font: face, colour, x: Math.round(at), baseline })
  }

  put(fit(lines.time, font(px(28), true), whole, measure), font(px(28), true), STAMP_COLOURS.text, x, top + px(34))
  const date = fit(lines.date, font(small, true), whole, measure)
  put(date, font(small, true), STAMP_COLOURS.text, x, second)
  const after = x + measure(date, font(small, true))
  const rest = lines.accuracy ? fit(` · ${lines.accuracy}`, font(small, false), whole - (after - x), measure) : ''
  if (rest !== '…') put(rest, font(small, false), STAMP_COLOURS.quiet, after, second)
  put(fit(lines.place, font(small, false), markX - px(12) - x, measure), font(small, false), STAMP_COLOURS.quiet, x, third)
  put(lines.mark, markFont, STAMP_COLOURS.text, markX + px(22), third)

  return {
    width, height: top + band, top, band,
    bar: { x: px(14), y: top + px(10), width: Math.max(2, px(4)), height: band - px(20) },
    texts,
    mark: { x: Math.round(markX), y: third - px(15), scale: (18 / 24) * k },
  }
}

type Context = OffscreenCanvasRenderingContext2D

/** How wide a text is, as this canvas will draw it. */
export function measurer(context: Context): Measure {
  return (text, face) => {
    context.font = face
    return context.measureText(text).width
  }
}

/** Draw the strip where the layout says. The picture itself is there already. */
export function drawStamp(context: Context, layout: StampLayout): void {
  context.fillStyle = STAMP_COLOURS.ground
  context.fillRect(0, layout.top, layout.width, layout.band)
  context.fillStyle = STAMP_COLOURS.bar
  context.fillRect(layout.bar.x, layout.bar.y, layout.bar.width, layout.bar.height)
  context.textBaseline = 'alphabetic'
  for (const piece of layout.texts) {
    context.font = piece.font
    context.fillStyle = piece.colour
    context.fillText(piece.text, piece.x, piece.baseline)
  }
  context.save()
  context.translate(layout.mark.x, layout.mark.y)
  context.scale(layout.mark.scale, layout.mark.scale)
  context.strokeStyle = STAMP_COLOURS.bar
  context.lineWidth = 2
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const stroke of MARK_STROKES) context.stroke(new Path2D(stroke))
  context.restore()
}
