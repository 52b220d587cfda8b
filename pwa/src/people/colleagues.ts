/** Whom one may send, and with whom one answers for an enterprise: asked of the server, kept where there is no signal. */
import { phoneKeep, phoneRemembers } from '../database'
import { ask } from '../lib/http'
import type { Inspector, Server } from '../lib/wire'

export type InspectorRow = Server['InspectorOut']

/** The latest list, or the last one that came; null when none ever did. */
export async function readInspectors(me: string): Promise<readonly InspectorRow[] | null> {
  const name = `inspectors:${me}`
  const reply = await ask<Server['Inspectors']>('GET', '/api/v1/plans/inspectors')
  if (reply.kind !== 'ok') return await phoneRemembers<readonly InspectorRow[]>(name) ?? null
  await phoneKeep(name, reply.data.items)
  return reply.data.items
}

/** Who answers for this enterprise too, as this phone knows it. */
export async function readColleagues(me: string, enterprise: string): Promise<readonly Inspector[]> {
  const found = (await readInspectors(me) ?? []).filter(one => one.enterprise === enterprise)
  return [...new Map(found.map(one => [one.id, { id: one.id, name: one.name }])).values()]
}
