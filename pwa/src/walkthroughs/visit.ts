/** 一次检查几家: the walkthroughs of a host and its tenants that were begun together, and where to go next. Pure. */
import type { Enterprise, Signature, Walkthrough } from '../lib/wire'

type Walk = Pick<Walkthrough, 'id' | 'enterprise_id' | 'state' | 'started_at' | 'signatures' | 'refusal' | 'inspectors' | 'kind'>
type Firm = Pick<Enterprise, 'id' | 'name' | 'state' | 'host_enterprise_id'>

/** One enterprise of a visit and how far its own walkthrough is. */
export interface Stop<W extends Walk = Walkthrough> {
  readonly walkthrough: W
  /** Undefined where it left this phone's area in the middle. */
  readonly enterprise: Firm | undefined
  readonly all: number
  readonly done: number
  readonly fails: number
}

export type Stage = 'gone' | 'walking' | 'through' | 'finished' | 'signed' | 'withdrawn'

/** Have all signed who must, as far as the phone knows? The server's word comes later. */
function allSigned({ signatures, refusal, inspectors, kind }: Walk): boolean {
  const signed: readonly Signature[] = signatures ?? []
  if (kind === 'self_check') return signed.length > 0
  const enterprise = !!refusal || signed.some(one => one.role !== 'inspector')
  return enterprise && (inspectors ?? []).every(who => signed.some(one => one.role === 'inspector' && one.name === who.name))
}

export function stageOf({ walkthrough, enterprise, all, done }: Stop<Walk>): Stage {
  const { state } = walkthrough
  if (state === 'withdrawn' || state === 'signed') return state
  if (state === 'finished') return allSigned(walkthrough) ? 'signed' : 'finished'
  if (!enterprise) return 'gone'
  return done >= all ? 'through' : 'walking'
}

/** In the order in which one goes: who lets the premises first, then as they were begun, then by name. */
export function inOrder<S extends Stop<Walk>>(stops: readonly S[]): S[] {
  const hosts = new Set(stops.map(one => one.enterprise?.host_enterprise_id))
  const letting = (one: S): number => (hosts.has(one.walkthrough.enterprise_id) ? 0 : 1)
  const begun = (one: S): number => Date.parse(one.walkthrough.started_at ?? '') || 0
  return [...stops].sort((a, b) => letting(a) - letting(b) || begun(a) - begun(b) || (a.enterprise?.name ?? '').localeCompare(b.enterprise?.name ?? '', 'zh-Hans-CN') || (a.walkthrough.id < b.walkthrough.id ? -1 : 1))
}

/** The next one in this stage after the one in hand, from the start again when there is none behind it. */
export function nextIn<S extends Stop<Walk>>(stops: readonly S[], stage: Stage, after: string): S | undefined {
  const here = stops.findIndex(one => one.walkthrough.id === after)
  return [...stops.slice(here + 1), ...stops.slice(0, Math.max(here, 0))].find(one => stageOf(one) === stage)
}

/** Enterprises by what somebody types: a name is enough. */
export const named = <T extends { readonly name: string }>(places: readonly T[], text: string): readonly T[] => {
  const term = text.trim().toLowerCase()
  return term ? places.filter(one => one.name.toLowerCase().includes(term)) : places
}
