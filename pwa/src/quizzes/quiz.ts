/** Which five questions somebody is asked, and whether he knew. Pure but for the hash. */
import { sha256 } from '../lib/sha256'
import type { Enterprise, QuizQuestion } from '../lib/wire'

type Place = Pick<Enterprise, 'sector' | 'traits'>
export const HOW_MANY = 5
/** Of them so many about what this very place is like, where the bank has them. */
const PARTICULAR = 3

const particular = (one: QuizQuestion): boolean => Boolean(one.sectors?.length || one.traits?.length)

/** Is it asked at an enterprise of this sector, with these attributes? */
export function fits(one: QuizQuestion, place: Place): boolean {
  if (one.sectors?.length && !one.sectors.includes(place.sector ?? '')) return false
  return !one.traits?.length || one.traits.some(code => place.traits?.[code] === true)
}

/** Five questions that follow from the walkthrough and the person alone, so that a reload asks the same. */
export async function draw(bank: readonly QuizQuestion[], place: Place, walkthrough: string, person: string): Promise<QuizQuestion[]> {
  const there = bank.filter(one => one.state === 'in_use' && fits(one, place))
  const lots = await Promise.all(there.map(async one => ({ one, lot: await lotOf(`${walkthrough}\n${person}\n${one.code}`) })))
  const order = lots.sort((a, b) => a.lot < b.lot ? -1 : 1).map(({ one }) => one)
  const first = order.filter(particular).slice(0, PARTICULAR)
  return [...first, ...order.filter(one => !first.includes(one))].slice(0, HOW_MANY)
}

function lotOf(words: string): Promise<string> {
  const bytes = new TextEncoder().encode(words)
  return sha256(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** Right, wrong, or null where the bank does not say: as server/quizzes/rules.py judges. */
export function judge(chosen: string | null, question: QuizQuestion | undefined): boolean | null {
  if (!question) return null
  if (chosen === null) return false
  const places = question.choices.flatMap((one, i) => one.zh === chosen || one.en === chosen ? [i] : [])
  return places.length ? places.includes(question.right) : null
}
