/**
 * The shapes the phone's app is written against, held beside those the server documents (`npm run wire`).
 * What the server tells must be readable as what the app expects, and what the app sends as what the server takes.
 */
import type { components } from '../../pwa/node_modules/.xunan/api'
import type { AreaRow, AreaSaid } from '../../pwa/src/admin/areas'
import type { ChecklistRow } from '../../pwa/src/admin/checklists'
import type { Page } from '../../pwa/src/admin/doors'
import type { EnterpriseRow, Taxonomy } from '../../pwa/src/admin/enterprises'
import type { EnterpriseImport, PeopleImport, PeopleTaken } from '../../pwa/src/admin/imports'
import type { HeldPost, PersonDevice, PersonRow, PersonSaid, PostChange, PostSaid, SentLink } from '../../pwa/src/admin/people'
import type { Change, Me, PhoneReport, Problem, PullAnswer, PushAnswer, PushRequest, RefusedKept, ReportKept, SessionAnswer, WireOp } from '../../pwa/src/lib/wire'

type Server = components['schemas']
type Fits<Given extends Wanted, Wanted> = Given
/** The same members as a plain shape. */
type Plain<T> = T extends readonly (infer One)[] ? readonly Plain<One>[] : T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T

export type Told = [
  Fits<Server['MeAnswer'], Me>,
  Fits<Server['SignedInAnswer'], SessionAnswer>,
  Fits<Server['Problem'], Problem>,
  Fits<Server['Pulled'], Change>,
  Fits<Server['Pull'], PullAnswer>,
  Fits<Server['Answer'], PushAnswer>,
  Fits<Server['RefusedAnswer'], RefusedKept>,
  Fits<Omit<Server['ReportAnswer'], 'report'>, Omit<ReportKept, 'report'>>,
]
export type ToldAtTheDesk = [
  Fits<Server['AreaPage'], Page<AreaRow>>,
  Fits<Server['EnterprisePage'], Page<EnterpriseRow>>,
  Fits<Server['ChecklistPage'], Page<ChecklistRow>>,
  Fits<Server['TaxonomyOut'], Taxonomy>,
  Fits<Server['ImportOut'], EnterpriseImport>,
  Fits<Server['PeoplePage'], Page<PersonRow>>,
  Fits<Server['PostAnswer'], HeldPost>,
  Fits<Server['LinkAnswer'], SentLink>,
  Fits<Server['DeviceAnswer'], PersonDevice>,
  Fits<Server['PeopleImportAnswer'], PeopleImport>,
  Fits<Server['PeopleImportTaken'], PeopleTaken>,
]
export type Sent = [
  Fits<Plain<WireOp>, Server['Op']>,
  Fits<Plain<PushRequest>, Server['Push']>,
  Fits<Plain<PhoneReport>, Server['ReportSaid']>,
]
export type SentFromTheDesk = [
  Fits<AreaSaid, Server['AreaNew']>,
  Fits<Partial<AreaSaid> & { readonly seen: number }, Server['AreaChange']>,
  Fits<PersonSaid, Server['PersonSaid']>,
  Fits<PostSaid, Server['PostSaid']>,
  Fits<PostChange, Server['PostChange']>,
]
