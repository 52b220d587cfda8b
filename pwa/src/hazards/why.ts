/**
 * Why a person may not act on a hazard now, in place of a button that is not there.
 *
 * It guesses from what the phone knows; the words name who is expected to do what, so that nobody stands before
 * a page that only shows nothing.
 */
import type { Severity, State } from './stages'

export interface Person { readonly id: string, readonly name: string }

export interface About {
  readonly state: State
  readonly severity: Severity
  readonly enterprise_id?: string | null | undefined
  readonly responsible?: string | null | undefined
  readonly submitted_by?: Person | null | undefined
  readonly accepted_by?: Person | null | undefined
  readonly listed?: unknown
}

export interface Reason { readonly key: string, readonly with?: Readonly<Record<string, string>> }

/** @param offices whether the person works in a township or the district. */
export function whyNot(about: About, me: { id: string, offices: boolean }): Reason {
  const who = about.responsible ? { who: about.responsible } : { who: '' }
  switch (about.state) {
    case 'closed': return { key: 'closed' }
    case 'rejected': return { key: 'rejected' }
    case 'merged': return { key: 'merged' }
    case 'transferred': return { key: 'transferred' }
    case 'reported': return { key: me.offices ? 'elsewhere' : 'await_verify' }
    case 'confirmed': return { key: me.offices ? 'elsewhere' : 'await_assign' }
    case 'rectifying': return about.responsible ? { key: 'await_repair', with: who } : { key: 'await_repair_anyone' }
    case 'submitted':
      if (about.submitted_by?.id === me.id) return { key: 'own_repair' }
      if (about.accepted_by?.id === me.id) return { key: 'second_person' }
      if (about.listed) return { key: 'listed' }
      return about.submitted_by ? { key: 'await_review', with: { who: about.submitted_by.name } } : { key: 'await_review_anyone' }
  }
}
