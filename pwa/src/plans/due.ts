/** Plans by grade: the server makes what is due. */
import { ask } from '../lib/http'
import type { Server } from '../lib/wire'

/** Have the plans made that are due by grade up to a day. Answers how many, or null where there was no answer. */
export async function makeDue(until: string): Promise<Server['DueMade'] | null> {
  const reply = await ask<Server['DueMade']>('POST', '/api/v1/plans/due', { body: { until } })
  return reply.kind === 'ok' ? reply.data : null
}
