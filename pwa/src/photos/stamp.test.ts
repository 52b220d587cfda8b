/** The stamp can be read on every photo, stays inside it, and looks the same at every size. */
import { describe, expect, it } from 'vitest'
import { fit, layoutStamp, type Measure, type StampLines } from './stamp'

/** Chinese letters as wide as they are tall, others 0.55 of it: how the phones' own fonts measure. */
const measure: Measure = (text, font) => {
  const size = Number(/(\d+)px/.exec(font)?.[1])
  return [...text].reduce((sum, c) => sum + size * (c > '\u2e80' ? 1 : 0.55), 0)
}
const LINES: StampLines = {
  time: '15:20:09', date: '2026-11-19 周四', accuracy: '定位误差 8 米', place: '荔城区新度镇 · 第 3 网格 林晓梅', mark: '巡安',
}
const SIZES: [number, number][] = [[1200, 1600], [1600, 1200], [1600, 900], [900, 1600], [1600, 1600], [640, 480], [390, 520]]

describe('on a photo framed with the strip in view', () => {
  it.each(SIZES)('%d by %d: nothing leaves the strip, and the picture keeps its size', (width, height) => {
    const layout = layoutStamp(width, height, LINES, 'over', measure)
    expect(layout.height).toBe(height)
    expect(layout.top + layout.band).toBe(height)
    for (const text of layout.texts) {
      const size = Number(/(\d+)px/.exec(text.font)?.[1])
      expect(text.baseline - size, text.text).toBeGreaterThanOrEqual(layout.top)
      expect(text.baseline + size * 0.25, text.text).toBeLessThanOrEqual(layout.height)
      expect(text.x).toBeGreaterThan(layout.bar.x + layout.bar.width)
      expect(text.x + measure(text.text, text.font)).toBeLessThanOrEqual(width)
    }
  })

  it('takes at most a fifth of it, and its letters at least a fortieth of its short edge', () => {
    for (const [width, height] of SIZES.slice(0, 4)) {
      const layout = layoutStamp(width, height, LINES, 'over', measure)
      expect(layout.band / height).toBeLessThan(0.2)
      expect(Math.min(...layout.texts.map(t => Number(/(\d+)px/.exec(t.font)?.[1])))).toBeGreaterThanOrEqual(Math.min(width, height) / 40)
    }
  })

  it('looks in the file as it did in the viewfinder', () => {
    const seen = layoutStamp(390, 520, LINES, 'over', measure)
    const kept = layoutStamp(1200, 1600, LINES, 'over', measure)
    expect(kept.band / kept.height).toBeCloseTo(seen.band / seen.height, 2)
    expect(kept.texts.map(t => t.text)).toEqual(seen.texts.map(t => t.text))
  })

  it('carries time, date, accuracy, place with person, and the mark', () => {
    const words = layoutStamp(1200, 1600, LINES, 'over', measure).texts.map(t => t.text)
    expect(words).toEqual([LINES.time, LINES.date, ` · ${LINES.accuracy}`, LINES.place, LINES.mark])
  })
})

describe('on a photo from the gallery', () => {
  it('lies below the picture and covers nothing of it', () => {
    const layout = layoutStamp(1200, 1600, LINES, 'under', measure)
    expect(layout.top).toBe(1600)
    expect(layout.height).toBe(1600 + layout.band)
  })
})

describe('a long name', () => {
  const long = { ...LINES, place: '莆田市荔城区新度镇宏岭鞋材有限公司第二生产车间东侧安全出口 林晓梅', accuracy: '定位误差 1,200 米，请以文字所写的地点为准' }
  it('ends with an ellipsis before the mark', () => {
    const layout = layoutStamp(900, 1600, long, 'over', measure)
    const place = layout.texts.find(t => t.text.startsWith('莆田'))!
    const mark = layout.texts.find(t => t.text === '巡安')!
    expect(place.text.endsWith('…')).toBe(true)
    expect(place.x + measure(place.text, place.font)).toBeLessThan(mark.x)
  })
  it('is cut between letters, never inside one', () => {
    expect(fit('𠮷𠮷𠮷𠮷', '400 10px x', 35, text => [...text].length * 10)).toBe('𠮷𠮷…')
  })
  it('is left whole when it fits', () => expect(fit('新度镇', '400 10px x', 30, measure)).toBe('新度镇'))
})
