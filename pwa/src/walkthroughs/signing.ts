/** Who has to sign a walkthrough, who has, and whether it is still what was found. */
import type { Enterprise, Signature, Walkthrough } from '../lib/wire'
import { isCurrent } from './walkthrough'
import type { Walking } from './walking'

export interface Signer { readonly role: 'inspector' | 'enterprise', readonly name: string, readonly signature: Signature | null, readonly current: boolean }

/** The inspectors in order, and the enterprise; of several signatures of one person the last counts. */
export function signersOf({ walkthrough, digest }: Pick<Walking, 'walkthrough' | 'digest'>): Signer[] {
  const all = walkthrough.signatures ?? []
  /** Whoever signs in another role than the inspector's signs for the enterprise. */
  const last = (role: Signer['role'], name?: string): Signature | null => all.filter(one => (one.role === 'inspector') === (role === 'inspector') && (name === undefined || one.name === name)).at(-1) ?? null
  const one = (role: Signer['role'], name: string, signature: Signature | null): Signer =>
    ({ role, name, signature, current: signature !== null && isCurrent(signature, digest) })
  const self = walkthrough.kind === 'self_check'
  const inspectors = self ? [] : (walkthrough.inspectors ?? []).map(({ name }) => one('inspector', name, last('inspector', name)))
  const enterprise = last('enterprise')
  const leader = self ? walkthrough.inspectors?.[0]?.name ?? '' : ''
  return [...inspectors, one('enterprise', enterprise?.name ?? leader, enterprise)]
}

/** Who may stand there for the enterprise, as far as this phone knows: who signed for it lately, and its principal. At most four. */
export function mayRepresent(enterprise: Pick<Enterprise, 'principal'>, before: readonly Pick<Walkthrough, 'signatures'>[]): string[] {
  const signed = before.flatMap(one => (one.signatures ?? []).filter(each => each.role !== 'inspector').map(each => each.name))
  return [...new Set([...signed, enterprise.principal?.name ?? ''])].filter(Boolean).slice(0, 4)
}
