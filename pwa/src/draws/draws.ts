/** Draws by lot as the desk sets them up, announces, draws and reads them. */
import { call, type Got } from '../admin/doors'
import { addDays } from '../lib/format'
import type { Me, Server } from '../lib/wire'

export type Draw = Server['DrawWhole']
export type DrawRow = Server['DrawBrief']
export type Pool = Server['DrawPool']
export type Tie = Server['InterestOut']
export type TieKind = Tie['kind']

export const GRADES = ['red', 'orange', 'yellow', 'blue'] as const
export const ROLES = ['township', 'district', 'grid', 'expert'] as const
export const TIES: readonly TieKind[] = ['relative', 'shares', 'former', 'lives', 'other']

/** What is filled in; numbers as they are typed. */
export interface Form {
  title: string
  area: string | null
  grades: string[]
  sectors: string[]
  traits: string[]
  since: string | null
  roles: string[]
  days: string
  count: string
  each: string
  due: string | null
  checklist: string
}

export const DRAWERS: ReadonlySet<string> = new Set(['district', 'township'])
export const draws = (me: Me | null): boolean => me?.roles.some(role => DRAWERS.has(role)) === true

export const emptyForm = (me: Me | null, today: string): Form => ({
  title: '', area: me?.posts.find(post => DRAWERS.has(post.role))?.area?.id ?? null, grades: [], sectors: [], traits: [], since: null,
  roles: ['township', 'district'], days: '', count: '', each: '2', due: addDays(today, 15), checklist: '',
})

/** A whole number from 1, or null. */
export function whole(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim()
  return /^[1-9]\d{0,3}$/.test(plain) ? Number(plain) : null
}

/** Who comes into the lists; empty ones are left out. */
export function conditionsOf(form: Form): Server['DrawConditions'] {
  const days = whole(form.days)
  return {
    roles: form.roles as Draw['conditions']['roles'] & string[],
    ...form.grades.length ? { grades: form.grades as ('red')[] } : {},
    ...form.sectors.length ? { sectors: form.sectors as never[] } : {},
    ...form.traits.length ? { traits: form.traits as never[] } : {},
    ...form.since ? { not_checked_since: form.since } : {},
    ...days ? { days } : {},
  }
}

export type Wrong = Partial<Record<'title' | 'area' | 'count' | 'each' | 'due' | 'roles' | 'days', 'required' | 'number' | 'too_many'>>

export function wrongIn(form: Form, pool: Pool | null): Wrong {
  const wrong: Wrong = {}
  if (!form.title.trim()) wrong.title = 'required'
  if (!form.area) wrong.area = 'required'
  if (!form.due) wrong.due = 'required'
  if (!form.roles.length) wrong.roles = 'required'
  const count = whole(form.count)
  if (count === null) wrong.count = 'number'
  else if (pool && count > pool.enterprises - pool.short) wrong.count = 'too_many'
  if (whole(form.each) === null) wrong.each = 'number'
  if (form.days.trim() && whole(form.days) === null) wrong.days = 'number'
  return wrong
}

export const countPool = (form: Form): Promise<Got<Pool>> => call('POST', '/draws/pool', { area_id: form.area, conditions: conditionsOf(form), each: whole(form.each) ?? 1 })
export const setUp = (form: Form): Promise<Got<Draw>> => call('POST', '/draws', {
  title: form.title.trim(), area_id: form.area, conditions: conditionsOf(form), count: whole(form.count), each: whole(form.each), due_date: form.due,
  ...form.checklist ? { checklist_id: form.checklist } : {},
})
export const readDraws = (): Promise<Got<{ items: readonly DrawRow[] }>> => call('GET', '/draws')
export const readDraw = (id: string): Promise<Got<Draw>> => call('GET', `/draws/${encodeURIComponent(id)}/office`)
export const take = (id: string, step: 'announce' | 'draw'): Promise<Got<Draw>> => call('POST', `/draws/${id}/${step}`)
export const giveUp = (id: string, reason: string): Promise<Got<Draw>> => call('POST', `/draws/${id}/cancel`, { reason })

const whose = (person: string): string => person ? `?person=${encodeURIComponent(person)}` : ''
export const readTies = (person: string): Promise<Got<{ items: readonly Tie[] }>> => call('GET', `/interests${whose(person)}`)
export const declare = (enterprise: string, kind: TieKind, person: string): Promise<Got<Tie>> => call('POST', '/interests', { enterprise_id: enterprise, kind, ...person ? { person_id: person } : {} })
export const takeBack = (tie: Tie): Promise<Got<null>> => call('DELETE', `/interests/${tie.id}`)
