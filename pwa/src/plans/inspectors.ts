/** Whom one may send: asked of the server, and kept on the phone for where there is no signal. */
import { phoneKeep, phoneRemembers } from '../database'
import { ask } from '../lib/http'
import type { Server } from '../lib/wire'

export type InspectorRow = Server['InspectorOut']

/** The latest list, or the last one that came; null when none ever did. */
export async function readInspectors(me: string): Promise<readonly InspectorRow[] | null> {
  const name = `inspectors:${me}`
  const reply = await ask<Server['Inspectors']>('GET', '/api/v1/plans/inspectors')
  if (reply.kind !== 'ok') return await phoneRemembers<readonly InspectorRow[]>(name) ?? null
  await phoneKeep(name, reply.data.items)
  return reply.data.items
}

/** Have the plans made that are due by grade up to a day. Answers how many, or null where there was no answer. */
export async function makeDue(until: string): Promise<Server['DueMade'] | null> {
  const reply = await ask<Server['DueMade']>('POST', '/api/v1/plans/due', { body: { until } })
  return reply.kind === 'ok' ? reply.data : null
}
