/**
 * Databases of phones in the middle of a day without signal, each kept with the app of its time
 * (tests/browser/keep_phone.py), opened by the app of today.
 */
import Dexie from 'dexie'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { closeDatabase, db, openDatabase, wipeDatabase, XunanDatabase } from '../database'
import { round } from './round'
import { FakeServer } from './server.fixture'

interface KeptStore {
  key: string | string[] | null
  grows: boolean
  indexes: { name: string, keyPath: string | string[], unique: boolean, multiEntry: boolean }[]
  rows: Record<string, unknown>[]
}
interface KeptPhone { name: string, version: number, stores: Record<string, KeptStore> }

const kept = import.meta.glob<KeptPhone>('../../fixtures/phones/*.json', { eager: true, import: 'default' })
const phones = Object.entries(kept).map(([path, one]): [number, KeptPhone] => [Number(/(\d+)\.json$/.exec(path)?.[1]), one]).sort(([a], [b]) => a - b)

/** Bytes travel in the file as text. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived)
  if (value === null || typeof value !== 'object') return value
  if ('$bytes' in value) return Uint8Array.from(atob(value.$bytes as string), (letter) => letter.charCodeAt(0)).buffer
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revived(one)]))
}

/** Lay the database down as it lay on the phone. Answers whose it is. */
function layDown(one: KeptPhone): Promise<string> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(one.name, one.version)
    request.onupgradeneeded = () => {
      for (const [name, { key, grows, indexes, rows }] of Object.entries(one.stores)) {
        const store = request.result.createObjectStore(name, { keyPath: key, autoIncrement: grows })
        for (const index of indexes) store.createIndex(index.name, index.keyPath, { unique: index.unique, multiEntry: index.multiEntry })
        for (const row of rows) store.put(revived(row))
      }
    }
    request.onerror = () => { fail(request.error ?? new Error('not opened')) }
    request.onsuccess = () => {
      request.result.close()
      done(one.name.replace(/^xunan-/, ''))
    }
  })
}

/** Each version that phones may have. */
function versions(): number[] {
  const now = new XunanDatabase('asked').verno
  return Array.from({ length: Math.min(3, now) }, (_, n) => now - n).reverse()
}

test('of each of the last three versions of the database a phone is kept', () => {
  expect(phones.map(([version]) => version)).toEqual(expect.arrayContaining(versions()))
  for (const [version, one] of phones) expect(one.version).toBe(version * 10)
})

describe.each(phones)('a phone with database version %i', (_, one) => {
  let user = ''
  beforeEach(async () => { user = await layDown(one) })
  afterEach(async () => {
    closeDatabase()
    await wipeDatabase(user)
    await Dexie.delete('asked')
  })

  test('opens with all that was on it', async () => {
    await openDatabase(user)
    for (const [name, { rows }] of Object.entries(one.stores)) {
      expect(await db().table(name).toArray(), name).toEqual(rows.map(revived))
    }
    expect(await db().captures.where('state').notEqual('stored').count()).toBeGreaterThan(0)
  })

  test('hands in what waited: each once, in order, under the schema it was made in', async () => {
    const server = new FakeServer()
    for (const type of ['hazard', 'photo', 'comment']) {
      for (const row of one.stores[type]?.rows ?? []) server.write(type, row['id'] as string, row)
    }
    const waiting = one.stores['outbox']?.rows ?? []
    expect(waiting.length).toBeGreaterThan(3)
    server.state.last.set(device(one), fact(one, 'last_seq') as number)
    server.state.epoch = fact(one, 'epoch') as string

    await openDatabase(user)
    await round(server)
    await round(server)

    expect(server.effects).toEqual(waiting.filter((op) => op['state'] !== 'held').map((op) => op['id']))
    expect(await db().outbox.count()).toBe(0)
    for (const push of server.pushes) {
      for (const op of push.ops) expect(waiting.find(({ id }) => id === op.id)?.['schema'] ?? 1).toBe(push.schema)
    }
  })
})

const fact = (one: KeptPhone, name: string): unknown => one.stores['facts']?.rows.find((row) => row['name'] === name)?.['value']
const device = (one: KeptPhone): string => (fact(one, 'device') as { id: string }).id
