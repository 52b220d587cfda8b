/** The laws of a picture's marks: the size is the one its maker wrote, and no copy that broke off passes as whole. */
import { describe, expect, it } from 'vitest'
import { pictureType } from './formats'
import { GALLERY_JPEG } from './fixtures'
import { readHeader, type Header } from './header'

const bytes = (...text: string[]): ArrayBuffer => Uint8Array.from(atob(text.join('')), c => c.charCodeAt(0)).buffer

const webp = 'ACdASoYABIAPl0kjkWjoiEb9AA4BcSzAFclrrZ/7kAByyYwHlp3vPAA/vQhVT+7P/xT+NO9+x/c2ej2eurY3/4tD+OcMSj5aDkV/2vb/9f+JR7i89m4V8/++fuP/oJwud0HQ/8JKpMzFQ/xKPPO0EJiSosCRAVfmXKi/B/8cxAtGRSwA'
const heic = [
  'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9jAAAAAERAAAEAAQAAAAABoAABAAAA',
  'AAAAAFoAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/GlwcnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEA',
  'GEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAU',
  'aXNwZQAAAAAAAABAAAAAQAAAAChjbGFwAAAAGAAAAAEAAAASAAAAAf///9gAAAAC////0gAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYECAwWEAAAAYm1kYXQA',
  'AABWKAGvGSGvOGj3lpg+/Viuk4zvJc12APrlu+ZxNaX6JMsdonltIPwa292v9WPctgsTfbcIU/Yh7oDzQKoictuKYHsANt7TTL2wIa4K+gYoCcbBkm8MivA=',
]

/** Files that Pillow wrote; the HEIC's 24 by 18 are cut out of 64 by 64 that are drawn. */
const FILES: Record<string, { file: ArrayBuffer; pixels: number }> = {
  jpeg: { file: GALLERY_JPEG(), pixels: 16 * 12 },
  png: { file: bytes('iVBORw0KGgoAAAANSUhEUgAAABgAAAASCAIAAADOjonJAAAAMklEQVR4nGO8IyLCQAhYbCGohIGJsBLiwKhBI9ogxg8fPhBUpKLyhqCawee1UYOGokEASBUGF48ZCxYAAAAASUVORK5CYII='), pixels: 24 * 18 },
  webp: { file: bytes('UklGRpIAAABXRUJQVlA4IIYAAAAwB', webp, 'A=='), pixels: 24 * 18 },
  'webp without loss': { file: bytes('UklGRkYAAABXRUJQVlA4TDoAAAAvF0AEAB8gJCCM8T8ZZo5CthGgYZ0/z4sgFEBkgsh/hRPC/Me/BkoIhNlGk5zkJO9/BBH9D3XbH6j+'), pixels: 24 * 18 },
  'webp with notes': { file: bytes('UklGRroAAABXRUJQVlA4WAoAAAAIAAAAFwAAEQAAVlA4IIYAAAAwB', webp, 'EVYSUYOAAAATU0AKgAAAAgAAAAAAAA='), pixels: 24 * 18 },
  heic: { file: bytes(...heic), pixels: 64 * 64 },
}

function read(file: ArrayBuffer): Header {
  const type = pictureType(file)
  if (!type) throw new Error('no picture at all')
  return readHeader(file, type)
}

describe.each(Object.entries(FILES))('%s', (_, { file, pixels }) => {
  it('says how large it is', () => expect(read(file)).toEqual({ pixels, whole: true }))

  it('is not whole, wherever it was cut', () => {
    for (let end = 12; end < file.byteLength - 1; end++) expect(read(file.slice(0, end)).whole, String(end)).toBe(false)
  })

  it('breaks nothing, whatever its bytes become', () => {
    for (let at = 12; at < file.byteLength; at++) {
      const spoiled = new Uint8Array(file.slice(0))
      spoiled[at] = 0xff
      expect(typeof read(spoiled.buffer).whole).toBe('boolean')
    }
  })
})

describe('a JPEG of a camera', () => {
  it('may carry a small film behind its end', () => {
    const film = new Uint8Array(5000).fill(7)
    const file = new Uint8Array([...new Uint8Array(GALLERY_JPEG()), ...film])
    expect(read(file.buffer)).toEqual({ pixels: 16 * 12, whole: true })
  })

  it('is not whole for the end of its little preview', () => {
    const preview = [0xff, 0xe2, 0, 6, 0xff, 0xd9, 0xff, 0xd9]
    const file = new Uint8Array(GALLERY_JPEG())
    const spliced = new Uint8Array([...file.subarray(0, 2), ...preview, ...file.subarray(2, file.length - 2)])
    expect(read(spliced.buffer)).toEqual({ pixels: 16 * 12, whole: false })
  })
})
