/**
 * The kinds of special operations: those this app came with, until the server has told the installation's own.
 * From memory, not the official catalogue, and said so where one is chosen.
 */
import { shallowRef } from 'vue'

import { phoneKeep, phoneRemembers } from '../database'
import { ask } from '../lib/http'
import { locale } from '../lib/i18n'
import type { Server } from '../lib/wire'
import shipped from './kinds.words'

export interface Kind { readonly code: string, readonly zh: string, readonly en: string }

const KEPT = 'certificate_kinds'
const codes = Object.keys(shipped.zh) as (keyof typeof shipped.zh)[]
const kinds = shallowRef<readonly Kind[]>(codes.map(code => ({ code, zh: shipped.zh[code], en: shipped.en[code] })))
let looked = false

/** The dictionary; what is kept of the server's on this phone, and once an opening of the app its newest. */
export function useKinds(): typeof kinds {
  if (!looked) {
    looked = true
    void refresh()
  }
  return kinds
}

async function refresh(): Promise<void> {
  const kept = await phoneRemembers<readonly Kind[]>(KEPT)
  if (kept) kinds.value = kept
  const reply = await ask<Server['TaxonomyOut']>('GET', '/api/v1/taxonomy')
  // A server of yesterday has no such list.
  if (reply.kind !== 'ok' || !(reply.data as Partial<Server['TaxonomyOut']>).certificate_kinds) return
  kinds.value = reply.data.certificate_kinds.map(({ code, zh, en }) => ({ code, zh, en }))
  await phoneKeep(KEPT, kinds.value)
}

/** The words of a kind; of one nobody here knows its code. */
export const kindText = (code: string): string => kinds.value.find(one => one.code === code)?.[locale()] ?? code
