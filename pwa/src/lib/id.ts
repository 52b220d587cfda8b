/** Names for records and ops, made without asking anyone: UUIDv7, so that they sort by the time they were made. */

let last = 0
let count = 0

/** A new UUIDv7. Two made in the same millisecond still sort in the order they were made. */
export function newId(milliseconds: number = Date.now()): string {
  if (milliseconds > last) {
    last = milliseconds
    count = (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) & 0x7ff
  } else if (++count > 0xfff) {
    last += 1
    count = 0
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  let time = last
  for (let i = 5; i >= 0; i--) {
    bytes[i] = time % 256
    time = Math.floor(time / 256)
  }
  bytes[6] = 0x70 | (count >> 8)
  bytes[7] = count & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** A UUIDv5 (RFC 9562): the same name in the same namespace is the same id on every phone. */
export async function namedId(namespace: string, name: string): Promise<string> {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], pair => parseInt(pair, 16))
  const words = new TextEncoder().encode(name)
  const both = new Uint8Array(space.length + words.length)
  both.set(space)
  both.set(words, space.length)
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-1', both)).slice(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
