/**
 * The shapes the phone's app is written against, held beside those the server documents (`npm run wire`).
 * What the server tells must be readable as what the app expects, and what the app sends as what the server takes.
 */
import type { components } from '../../pwa/node_modules/.xunan/api'
import type { Change, Me, PhoneReport, Problem, PullAnswer, PushAnswer, PushRequest, RefusedKept, ReportKept, SessionAnswer, WireOp } from '../../pwa/src/lib/wire'

import type { PersonRow } from '../../pwa/src/admin/people'

type Server = components['schemas']
type Fits<Given extends Wanted, Wanted> = Given
/** The same members as a plain shape. */
type Plain<T> = T extends readonly (infer One)[] ? readonly Plain<One>[] : T extends object ? { readonly [K in keyof T]: Plain<T[K]> } : T

export type Told = [
  Fits<Server['MeAnswer'], Me>,
  Fits<Server['SignedInAnswer'], SessionAnswer>,
  Fits<Server['Problem'], Problem>,
  Fits<Server['Pulled'], Change>,
  Fits<Server['PersonAnswer'], PersonRow>,
  Fits<Server['Pull'], PullAnswer>,
  Fits<Server['Answer'], PushAnswer>,
  Fits<Server['RefusedAnswer'], RefusedKept>,
  Fits<Omit<Server['ReportAnswer'], 'report'>, Omit<ReportKept, 'report'>>,
]
export type Sent = [
  Fits<Plain<WireOp>, Server['Op']>,
  Fits<Plain<PushRequest>, Server['Push']>,
  Fits<Plain<PhoneReport>, Server['ReportSaid']>,
]
