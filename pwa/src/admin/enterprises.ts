/** Enterprises as the desk reads, fills in and changes them. */
import type { Me, Server } from '../lib/wire'
import { call, type Got, type Page, query } from './doors'

export type EnterpriseRow = Server['EnterpriseOut']

/** Who changes enterprises (server/places/rules.py). */
export const keepsEnterprises = (me: Me | null): boolean => me?.roles.some((role) => role === 'admin' || role === 'district' || role === 'township') === true

// --- the words of the field -------------------------------------------------------------------------

export type Term = Server['TermOut']
export type Trait = Server['TraitOut']
export type Taxonomy = Server['TaxonomyOut']

let taxonomy: Taxonomy | null = null

export async function readTaxonomy(): Promise<Got<Taxonomy>> {
  if (taxonomy) return { ok: true, data: taxonomy }
  const got = await call<Taxonomy>('GET', '/taxonomy')
  if (got.ok) taxonomy = got.data
  return got
}

// --- the form ---------------------------------------------------------------------------------------

/** What is filled in, as text; empty means nothing is known. */
export interface EnterpriseForm {
  name: string, uscc: string, area: string | null, address: string, sector: string, state: string
  risk_grade: string, risk_graded_on: string | null, lat: string, lon: string
  host: { id: string, name: string } | null
  principal_name: string, principal_phone: string, controller_name: string, controller_phone: string
  staff_count: string
  traits: Record<string, string>
}

const text = (value: unknown): string => value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** The form as it begins; `hostName` is what the landlord is called. */
export function formOf(row: EnterpriseRow | null, hostName = '', area: string | null = null): EnterpriseForm {
  return {
    name: row?.name ?? '', uscc: row?.uscc ?? '', area: row?.area ?? area, address: row?.address ?? '', sector: row?.sector ?? '', state: row?.state ?? 'open',
    risk_grade: row?.risk_grade ?? '', risk_graded_on: row?.risk_graded_on ?? null, lat: text(row?.lat), lon: text(row?.lon),
    host: row?.host_enterprise_id ? { id: row.host_enterprise_id, name: hostName } : null,
    principal_name: row?.principal?.name ?? '', principal_phone: row?.principal?.phone ?? '', controller_name: row?.actual_controller?.name ?? '', controller_phone: row?.actual_controller?.phone ?? '',
    staff_count: text(row?.staff_count),
    traits: Object.fromEntries(Object.entries(row?.traits ?? {}).map(([code, value]) => [code, text(value)])),
  }
}

/** A number as people write it; what is none travels as it was written, and the server says so under the field. */
function figure(written: string): number | string | null {
  const plain = written.trim().replaceAll(/[,，\s]/g, '')
  if (plain === '') return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : written
}

const contact = (name: string, phone: string): Server['Person'] | null => name.trim() || phone.trim() ? { name: name.trim(), ...(phone.trim() ? { phone: phone.trim() } : {}) } : null

function trait(kind: Trait['kind'], written: string): boolean | number | string | null {
  if (written === '') return null
  return kind === 'yes_no' ? written === 'true' : kind === 'count' ? figure(written) ?? '' : written
}

type Sent = Record<string, unknown>

/** The form as it travels. */
export function sentOf(form: EnterpriseForm, traits: readonly Trait[]): Sent {
  const blank = (written: string): string | null => written.trim() || null
  return {
    name: form.name.trim(), uscc: blank(form.uscc), area: form.area, address: blank(form.address), sector: blank(form.sector), state: form.state,
    risk_grade: blank(form.risk_grade), risk_graded_on: form.risk_graded_on, lat: figure(form.lat), lon: figure(form.lon),
    host_enterprise_id: form.host?.id ?? null, principal: contact(form.principal_name, form.principal_phone), actual_controller: contact(form.controller_name, form.controller_phone),
    staff_count: figure(form.staff_count),
    traits: Object.fromEntries(traits.map((each) => [each.code, trait(each.kind, form.traits[each.code] ?? '')])),
  }
}

/** Only what differs from how the form began, of the attributes too: what others changed meanwhile stays. */
export function changesOf(before: Sent, after: Sent): Sent {
  const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) !== JSON.stringify(b ?? null)
  const changed: Sent = Object.fromEntries(Object.entries(after).filter(([name, value]) => name !== 'traits' && differ(before[name], value)))
  const was = before['traits'] as Sent, now = after['traits'] as Sent
  const traits = Object.fromEntries(Object.entries(now).filter(([code, value]) => differ(was[code], value)))
  return Object.keys(traits).length > 0 ? { ...changed, traits } : changed
}

/** A new one has no need to say what is not known. */
export function newOf(sent: Sent): Sent {
  const said = Object.fromEntries(Object.entries(sent).filter(([name, value]) => name !== 'traits' && value !== null))
  const traits = Object.fromEntries(Object.entries(sent['traits'] as Sent).filter(([, value]) => value !== null))
  return Object.keys(traits).length > 0 ? { ...said, traits } : said
}

/** What somebody else changed since, and what is meant here: the fields both changed. */
export function bothChanged(began: Sent, mine: Sent, newest: Sent): string[] {
  const ours = changesOf(began, mine), theirs = changesOf(began, newest)
  return Object.keys(ours).filter((name) => name in theirs)
}

// --- asking the server ------------------------------------------------------------------------------

export interface Conditions { q: string, area: string | null, sector: string, risk_grade: string, state: string }

export const readEnterprises = (conditions: Conditions, cursor: string | null, limit = 50): Promise<Got<Page<EnterpriseRow>>> =>
  call<Page<EnterpriseRow>>('GET', '/enterprises' + query({ ...conditions, cursor, limit }))

export const findEnterprises = (q: string): Promise<Got<Page<EnterpriseRow>>> => call<Page<EnterpriseRow>>('GET', '/enterprises' + query({ q, limit: 20 }))

export const readEnterpriseRow = (id: string): Promise<Got<EnterpriseRow>> => call<EnterpriseRow>('GET', `/enterprises/${encodeURIComponent(id)}`)

export const addEnterprise = (said: Sent): Promise<Got<EnterpriseRow>> => call<EnterpriseRow>('POST', '/enterprises', said)

export const changeEnterprise = (id: string, seen: number, said: Sent): Promise<Got<EnterpriseRow>> => call<EnterpriseRow>('PATCH', `/enterprises/${encodeURIComponent(id)}`, { ...said, seen })
