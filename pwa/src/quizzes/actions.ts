/** What a person does with a quiz: it is kept, once. */
import { db } from '../database'
import { stamp } from '../lib/clock'
import type { Quiz } from '../lib/wire'
import { withRoom } from '../storage/full'
import { create, newId, poke } from '../sync/outbox'

/** Somebody was asked on a walkthrough. Answers the quiz's id. @throws NoRoom */
export async function keepQuiz(said: Pick<Quiz, 'walkthrough_id' | 'person' | 'role' | 'questions'>): Promise<string> {
  const id = newId()
  await withRoom(() => db().transaction('rw', [db().outbox], () => create('quiz', id, { ...said, role: said.role || null, asked_at: stamp() })))
  poke()
  return id
}
