/**
 * A saved photo reaches the server whole, exactly once, whatever kills the app on the way.
 *
 * The real database code runs on an in-memory IndexedDB; the server is a real socket. A “kill” makes every
 * write from the nth on fail, as if the process had ended there; then the app starts again.
 */
import { createHash } from 'node:crypto'
import type { DBCore } from 'dexie'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { closeDatabase, db, openDatabase } from '../database'
import { sha256 } from '../lib/sha256'
import { clearStored } from '../storage/clearing'
import { NoRoom } from '../storage/full'
import { release } from '../sync/held'
import { act, create, newId } from '../sync/outbox'
import { addPhotos, retake, sendAgain, takeBack, type Picture } from './album'
import { GALLERY_JPEG } from './fixtures'
import type { ShrinkOrder, Shrunk } from './shrink'
import { TusServer } from './tus-server.fixture'
import { uploadAll } from './upload'
import { pause, prepareAll } from './work'

let server: TusServer
let base: string
let user = 0
/** Writes left before the kill; null: nobody kills. */
let life: number | null = null
let writes = 0
/** The bytes the phone has room for. */
let room = Infinity

/** A database on which writes can be counted, killed, and refused for want of room. */
async function openMortal(): Promise<void> {
  const base = await openDatabase(`user-${++user}`)
  base.close()
  base.use({
    stack: 'dbcore', name: 'mortal',
    create: (core): DBCore => ({
      ...core,
      table: name => {
        const table = core.table(name)
        return {
          ...table,
          mutate: async request => {
            writes++
            if (life !== null && --life < 0) throw new Error('killed')
            if (name === 'renditions' && request.type === 'put') {
              const size = (request.values as { bytes: ArrayBuffer }[]).reduce((sum, v) => sum + v.bytes.byteLength, 0)
              if (size > room) throw new DOMException('full', 'QuotaExceededError')
            }
            return table.mutate(request)
          },
        }
      },
    }),
  })
  await base.open()
}

async function begin(): Promise<void> {
  life = null
  writes = 0
  room = Infinity
  server = new TusServer()
  base = await server.listen()
  await openMortal()
}

async function end(): Promise<void> {
  closeDatabase()
  await server.close()
}

beforeEach(begin)
afterEach(end)

/** A worker that halves: what it does to the picture matters not here, that the bytes change does. */
const halve = async (order: ShrinkOrder): Promise<Shrunk> => {
  const bytes = order.bytes.slice(0, Math.ceil(order.bytes.byteLength / 2))
  return { bytes, type: 'image/jpeg', sha256: await sha256(bytes), thumb: bytes.slice(0, 16), width: 8, height: 6 }
}

const picture = (n: number): Picture => {
  const bytes = new Uint8Array(900_000 + n)
  bytes.set(new Uint8Array(GALLERY_JPEG()))
  bytes.fill(n, 2000)
  return { id: newId(), type: 'image/jpeg', source: 'camera', taken_at: '2026-11-19T15:20:09+08:00', lat: 25.4, lon: 119, accuracy_m: 8, stamp: null, bytes: bytes.buffer }
}

interface Saved { hazard: string; photos: Picture[] }

async function save(): Promise<Saved> {
  const hazard = newId()
  const photos = [picture(1), picture(2)]
  await addPhotos({ type: 'hazard', id: hazard }, 'before', photos, async () => { await create('hazard', hazard, { severity: 'general' }) })
  return { hazard, photos }
}

async function work(): Promise<void> {
  const { trouble } = await prepareAll(halve)
  if (trouble instanceof Error) throw trouble
  for (let tries = 0; tries < 10 && (await uploadAll(base)).trouble; tries++) { /* the next try goes on */ }
}

describe('saving', () => {
  it('is the op and the bytes as captured, in one transaction, and nothing else', async () => {
    const { hazard, photos } = await save()
    expect((await db().outbox.orderBy('n').toArray()).map(op => [op.type, op.op, op.record])).toEqual([['hazard', 'create', hazard]])
    expect(await db().captures.where('hazard').equals(hazard).count()).toBe(2)
    const kept = await db().renditions.get([photos[0]!.id, 'original'])
    expect(new Uint8Array(kept!.bytes)).toEqual(new Uint8Array(photos[0]!.bytes!))
  })

  it('saves all or nothing, wherever it is killed', async () => {
    for (let at = 0; ; at++) {
      life = at
      const done = await save().then(() => true, () => false)
      life = null
      const [ops, captures, bytes] = await Promise.all([db().outbox.count(), db().captures.count(), db().renditions.count()])
      if (done) { expect([ops, captures, bytes]).toEqual([1, 2, 2]); expect(at).toBeGreaterThan(3); return }
      expect([ops, captures, bytes]).toEqual([0, 0, 0])
    }
  })
})

describe('the way of a photo', () => {
  async function everythingIsThere({ hazard, photos }: Saved): Promise<void> {
    const ops = await db().outbox.orderBy('n').toArray()
    expect(ops.map(op => `${op.type} ${op.op}`)).toEqual(['hazard create', 'photo create', 'photo create'])
    expect(ops[0]!.record).toBe(hazard)
    for (const { id } of photos) {
      const capture = (await db().captures.get(id))!
      const kept = (await db().renditions.get([id, 'original']))!
      expect(capture.state).toBe('stored')
      expect(kept.bytes.byteLength).toBeLessThan(500_000)
      expect(createHash('sha256').update(new Uint8Array(kept.bytes)).digest('hex')).toBe(capture.sha256)
      expect(server.stored.has(capture.sha256!)).toBe(true)
      expect(ops.find(op => op.record === id)!.data).toMatchObject({ owner_type: 'hazard', owner_id: hazard, role: 'before', sha256: capture.sha256, lat: 25.4 })
      expect(await db().renditions.get([id, 'thumb'])).toBeDefined()
    }
    expect(server.stored.size).toBe(2)
    expect(server.again).toBe(0)
  }

  it('ends stored when nothing goes wrong', async () => {
    const saved = await save()
    await work()
    await everythingIsThere(saved)
  })

  // Some thirty starts of the app: on a busy machine more than the usual five seconds.
  it('ends the same after a kill at every single write', async () => {
    const saved = await save()
    writes = 0
    await work()
    await everythingIsThere(saved)
    const all = writes
    expect(all).toBeGreaterThan(10)
    for (let at = 0; at < all; at++) {
      await end()
      await begin()
      const again = await save()
      life = at
      await expect(work()).rejects.toThrow('killed')
      life = null
      await work()
      await everythingIsThere(again)
    }
  }, 60_000)

  it('goes on through a network that breaks at every piece', async () => {
    const saved = await save()
    server.mishaps = ['cut', 'lost-answer', null, 'busy', 'cut', 'lost-answer']
    await work()
    await everythingIsThere(saved)
  })

  it('travels as captured when the picture cannot be made small', async () => {
    const { photos } = await save()
    await prepareAll(() => Promise.reject(new Error('out of memory')))
    await uploadAll(base)
    const capture = (await db().captures.get(photos[0]!.id))!
    expect(capture).toMatchObject({ state: 'stored', size: photos[0]!.bytes!.byteLength })
  })
})

describe('an act that needs its photos before it', () => {
  it('lines up behind the last photo’s record, under its own name', async () => {
    const hazard = newId()
    let op = ''
    await addPhotos({ type: 'hazard', id: hazard }, 'after', [picture(3), picture(4)], async () => {
      op = await act('hazard', hazard, 5, 'submit_rectification', { note: '已清走' }, 'photos')
    })
    expect(await db().outbox.where('state').equals('held').count()).toBe(1)
    expect(await release()).toBe(0)
    await prepareAll(halve)
    expect(await release()).toBe(1)
    const ops = await db().outbox.orderBy('n').toArray()
    expect(ops.map(o => [o.type, o.state])).toEqual([['photo', 'waiting'], ['photo', 'waiting'], ['hazard', 'waiting']])
    expect(ops[2]).toMatchObject({ id: op, seen: 5, action: 'submit_rectification' })
    expect(ops[2]!.held_for).toBeUndefined()
  })
})

describe('a photo the server refuses', () => {
  async function refused(): Promise<Saved> {
    const saved = await save()
    await prepareAll(halve)
    const first = await db().renditions.get([saved.photos[0]!.id, 'original'])
    // A card that lies: the bytes are no longer those that were hashed.
    new Uint8Array(first!.bytes)[5] = 77
    await db().renditions.put(first!)
    await uploadAll(base)
    return saved
  }

  it('waits for its owner with the server’s words, and holds up no other', async () => {
    const { photos } = await refused()
    expect(await db().captures.get(photos[0]!.id)).toMatchObject({ state: 'attention', problem: { code: 'hash_mismatch', detail: '照片坏了，请重拍' } })
    expect((await db().captures.get(photos[1]!.id))!.state).toBe('stored')
    expect(await db().renditions.get([photos[0]!.id, 'original'])).toBeDefined()
  })

  it('can be taken again, in the same place', async () => {
    const { hazard, photos } = await refused()
    const fresh = picture(9)
    await retake(photos[0]!.id, fresh)
    await work()
    expect(await db().captures.get(photos[0]!.id)).toBeUndefined()
    expect(await db().captures.get(fresh.id)).toMatchObject({ state: 'stored', hazard, role: 'before' })
    expect((await db().outbox.toArray()).some(op => op.record === photos[0]!.id)).toBe(false)
  })

  it('can be sent once more, or taken back with a word to the server that knows it', async () => {
    const { photos } = await refused()
    await sendAgain(photos[0]!.id)
    expect((await db().captures.get(photos[0]!.id))!.state).toBe('shrunk')
    await db().outbox.where('record').equals(photos[0]!.id).modify({ state: 'sent', seq: 2 })
    await takeBack(photos[0]!.id)
    expect((await db().outbox.where('record').equals(photos[0]!.id).toArray()).map(op => op.op)).toEqual(['create', 'delete'])
  })
})

describe('a phone that is full', () => {
  it('lets go of what is stored, never of what is not', async () => {
    const sent = await save()
    await work()
    // Bytes alone are not enough: somebody must have taken the photo's record too.
    expect(await clearStored()).toBe(0)
    await db().outbox.clear()
    const unsent = await save()
    expect(await clearStored()).toBeGreaterThan(800_000)
    for (const { id } of sent.photos) {
      expect(await db().renditions.get([id, 'original'])).toBeUndefined()
      expect(await db().renditions.get([id, 'thumb'])).toBeDefined()
    }
    for (const { id } of unsent.photos) expect(await db().renditions.get([id, 'original'])).toBeDefined()
  })

  it('holds back only the photo it has no room for, and loses none', async () => {
    const { photos } = await save()
    let first = true
    const { count, trouble } = await prepareAll(async order => {
      const done = await halve(order)
      room = first ? 1000 : Infinity
      first = false
      return done
    })
    expect([count, trouble]).toEqual([1, expect.any(NoRoom)])
    expect((await db().captures.where('state').equals('captured').toArray()).map(c => c.id)).toEqual([photos[0]?.id])
    await work()
    expect(await db().captures.where('state').equals('stored').count()).toBe(2)
  })

  it('says so, and saves nothing by halves', async () => {
    const before = await save()
    room = 1000
    await expect(save()).rejects.toBeInstanceOf(NoRoom)
    expect((await db().outbox.toArray()).map(op => op.record)).toEqual([before.hazard])
    expect(await db().captures.count()).toBe(2)
  })
})

describe('trying again', () => {
  it('waits longer each time, five minutes at most, or as long as the server asks', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20].map(n => pause(n, null, () => 1))
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
    expect(pause(9, null, () => 0)).toBe(150)
    expect(pause(3, 42)).toBe(42)
  })
})
