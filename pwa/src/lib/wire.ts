/**
 * The shapes that travel between this phone and the server. What the server documents comes from its document
 * (`server.ts`, made by `make docs`), under the names the app says; what a record holds is the protocol's, schema 1.
 *
 * Times are RFC 3339 with offset, dates `YYYY-MM-DD`, money whole fen, positions WGS 84 degrees.
 * `null` and absent mean the same; fields and types nobody here knows are kept or passed over.
 */
import type { components } from './server'

/** What the server documents. */
export type Server = components['schemas']

export const SCHEMA = 1

export type Maybe<T> = T | null | undefined

/** A person as others see one. */
export type PersonRef = Server['Named']
export type NamedRef = Server['Named']

/** What the server says when it cannot do what was asked (RFC 9457); what the phone says itself has no status. */
export type Problem = Pick<Server['Problem'], 'code' | 'detail'> & Partial<Server['Problem']> & {
  readonly state?: string
  readonly by?: PersonRef
  readonly at?: string
  readonly field?: string
}

export type Role = Server['MeAnswer']['roles'][number]
export type Post = Pick<Server['PostAnswer'], 'id' | 'role' | 'area' | 'enterprise'>

/** GET /api/v1/me: who is asking, and in which posts. */
export type Me = Pick<Server['MeAnswer'], 'roles' | 'demo'> & { readonly user: Omit<Server['Myself'], 'phone'>, readonly posts: readonly Post[] }

/** POST /api/v1/session. */
export type SessionAnswer = Server['SignedInAnswer']

export type FieldChange = Server['Change']

/** One op as it travels. */
export type WireOp = Server['Op']
export type PushRequest = Server['Push']
export type PushResult = Server['Result']
export type PushAnswer = Server['Answer']
export type Change = Server['Pulled']
export type PullAnswer = Server['Pull']

/** POST /api/v1/sync/reports: how a phone's sending goes, without a word of what anybody wrote. */
export type PhoneReport = Server['ReportSaid']
/** GET /api/v1/sync/reports, one of them. */
export type ReportKept = Omit<Server['ReportAnswer'], 'report'> & { readonly report: PhoneReport }
/** GET /api/v1/sync/refused, one of them: an op the server did not take, whole. */
export type RefusedKept = Server['RefusedAnswer']

/** What every record on the phone has. */
export interface Row { readonly id: string, readonly version: number }

export interface Area extends Row { readonly code: string, readonly name: string, readonly parent: Maybe<string>, readonly level: string | number }

export interface Enterprise extends Row {
  readonly name: string
  readonly uscc?: Maybe<string>
  readonly area: string
  readonly address?: Maybe<string>
  /** Who answers for it; not told to its employees. */
  readonly principal?: Maybe<{ readonly name: string, readonly phone?: Maybe<string> }>
  readonly sector?: Maybe<string>
  readonly traits?: Maybe<Readonly<Record<string, unknown>>>
  readonly risk_grade?: Maybe<string>
  readonly lat?: Maybe<number>
  readonly lon?: Maybe<number>
  readonly host_enterprise_id?: Maybe<string>
  readonly state: 'open' | 'stopped' | 'closed'
}

export type HazardState = 'reported' | 'confirmed' | 'rectifying' | 'submitted' | 'closed' | 'rejected' | 'merged' | 'transferred'
export type Severity = 'general' | 'major_suspected' | 'major'

/** One step of a hazard's life, as `data.history` and the history route tell it. */
export interface HistoryEvent { readonly [more: string]: unknown }

export interface Hazard extends Row {
  readonly enterprise_id?: Maybe<string>
  readonly area?: Maybe<string>
  readonly place?: Maybe<string>
  readonly description?: Maybe<string>
  readonly category?: Maybe<string>
  readonly severity: Severity
  readonly criterion?: Maybe<string>
  readonly channel?: Maybe<string>
  readonly found_at?: Maybe<string>
  readonly lat?: Maybe<number>
  readonly lon?: Maybe<number>
  readonly accuracy_m?: Maybe<number>
  readonly disposal?: Maybe<string>
  /** On which walkthrough it was found; `criterion` then is the item. */
  readonly walkthrough_id?: Maybe<string>
  /** The closed hazard that came back. */
  readonly recurs_of?: Maybe<string>
  readonly due_date?: Maybe<string>
  readonly responsible?: Maybe<string>
  readonly measures?: Maybe<string>
  readonly funds_fen?: Maybe<number>
  readonly contingency_plan?: Maybe<string>
  readonly interim_controls?: Maybe<string>
  readonly state: HazardState
  /** When the server saw it come into this state. */
  readonly state_at?: Maybe<string>
  readonly number?: Maybe<string>
  readonly round?: Maybe<number>
  readonly created_by?: Maybe<PersonRef>
  readonly submitted_by?: Maybe<PersonRef>
  readonly accepted_by?: Maybe<PersonRef>
  readonly extension?: Maybe<Readonly<Record<string, unknown>>>
  readonly listed?: unknown
  readonly stopped?: unknown
  /** Whose signature stands under the plan of a major hazard. */
  readonly plan_signed?: Maybe<{ readonly by?: PersonRef, readonly at?: string }>
  readonly plan_incomplete?: Maybe<boolean>
  /** Experts who were asked, and what they said. */
  readonly opinions?: Maybe<readonly Server['HazardOpinion'][]>
  readonly documents?: Maybe<readonly DocumentNumber[]>
  readonly merged_into?: Maybe<string>
  readonly transferred_to?: Maybe<string>
  readonly actions?: readonly string[]
  readonly conflicts?: readonly string[]
  /** The last events, as one JSON text (`historyOf` reads it): long, and of interest on one page only. */
  readonly history?: string
}

/** The number of an enforcement document, which is made elsewhere. */
export type DocumentNumber = Server['HazardDocument']

export type PhotoRole = 'before' | 'after' | 'site' | 'signature' | 'evidence'

export interface Photo extends Row {
  readonly owner_type: string
  readonly owner_id: string
  readonly role: PhotoRole
  readonly sha256: string
  readonly taken_at?: Maybe<string>
  readonly lat?: Maybe<number>
  readonly lon?: Maybe<number>
  readonly accuracy_m?: Maybe<number>
  readonly caption?: Maybe<string>
  readonly stored?: Maybe<boolean>
  readonly created_by?: Maybe<PersonRef>
}

export interface Comment extends Row {
  readonly owner_type: string
  readonly owner_id: string
  readonly text: string
  readonly created_by?: Maybe<PersonRef>
  readonly created_at?: Maybe<string>
}

export interface ChecklistItem {
  readonly code: string
  readonly question: string
  readonly question_en?: Maybe<string>
  readonly kind?: string
  readonly help?: Maybe<string>
  readonly help_en?: Maybe<string>
  readonly pictures?: readonly ExamplePicture[]
  /** A number outside fails by itself. */
  readonly limits?: Maybe<Limits>
  readonly choices?: readonly string[]
  /** Choices that fail by themselves. */
  readonly failing?: readonly string[]
  readonly evidence?: readonly Evidence[]
  /** Kinds of special-operation certificates it asks for; `[]` is any kind. */
  readonly certificates?: Maybe<readonly string[]>
  /** 1 when absent. */
  readonly weight?: Maybe<number>
  readonly criterion?: Maybe<string | boolean>
  /** Of the official criteria: where it stands. */
  readonly article?: Maybe<number>
  readonly basis?: Maybe<string>
  readonly severity?: Maybe<string>
  readonly shown_if?: Maybe<ShownIf>
  readonly [more: string]: unknown
}

export interface ExamplePicture { readonly sha256: string, readonly caption?: Maybe<string>, readonly caption_en?: Maybe<string> }
export interface Limits { readonly min?: Maybe<number>, readonly max?: Maybe<number>, readonly unit?: Maybe<string> }
export interface Evidence { readonly kind: string, readonly when: string }
/** The named item's result, or its choice, is one of these. */
export interface AnswerIs { readonly item: string, readonly is: readonly string[] }
/** When something is asked: of one of these sectors, with one of these attributes, and after every one of these answers. */
export interface ShownIf { readonly sectors?: readonly string[], readonly traits?: Readonly<Record<string, unknown>>, readonly answers?: readonly AnswerIs[] }
export interface ChecklistSection { readonly title: string, readonly title_en?: Maybe<string>, readonly items: readonly ChecklistItem[], readonly shown_if?: Maybe<ShownIf> }

export interface Checklist {
  readonly id: string
  readonly code: string
  /** The checklist's own edition, which is the same number as the record's version on the wire. */
  readonly version: number
  readonly title: string
  readonly title_en?: Maybe<string>
  readonly sections: readonly ChecklistSection[]
  readonly sectors?: readonly string[]
  readonly traits?: unknown
  readonly state?: string
}

export type WalkthroughState = 'walking' | 'finished' | 'signed' | 'withdrawn'
/** Somebody who walks; one without an account has only a name. */
export interface Inspector { readonly id?: string, readonly name: string }
export interface Signature { readonly role: string, readonly name: string, readonly photo: string, readonly digest: string, readonly by?: PersonRef, readonly at?: string }

export interface Walkthrough extends Row {
  readonly enterprise_id: string
  readonly checklist_id: string
  readonly plan_id?: Maybe<string>
  /** Walkthroughs of one visit to several enterprises on the same premises share it. */
  readonly visit_id?: Maybe<string>
  readonly inspectors?: readonly Inspector[]
  readonly started_at?: Maybe<string>
  readonly finished_at?: Maybe<string>
  readonly state: WalkthroughState
  readonly kind?: 'inspection' | 'self_check'
  readonly score?: Maybe<number>
  readonly hazards?: readonly string[]
  readonly digest?: string
  readonly signatures?: readonly Signature[]
  readonly refusal?: Maybe<{ readonly reason: string, readonly witness: string, readonly by?: PersonRef, readonly at?: string }>
  readonly documents?: Maybe<readonly DocumentNumber[]>
  /** The questions it began with, where the checklist has become another since. */
  readonly sections?: readonly ChecklistSection[]
  readonly created_by?: Maybe<PersonRef>
  readonly actions?: readonly string[]
  readonly conflicts?: readonly string[]
}

export type Result = 'pass' | 'fail' | 'na'
export interface Answer extends Row {
  readonly walkthrough_id: string
  readonly item: string
  readonly result?: Maybe<Result>
  readonly number?: Maybe<number>
  readonly choice?: Maybe<string>
  readonly text?: Maybe<string>
  readonly note?: Maybe<string>
  readonly answered_by?: Maybe<PersonRef>
  readonly answered_at?: Maybe<string>
  readonly conflicts?: readonly string[]
}

/** One person's certificate of special operations, in the ledger of an enterprise. */
export interface Certificate extends Row {
  readonly enterprise_id: string
  readonly holder: string
  /** Code of the dictionary of kinds of work. */
  readonly kind: string
  /** Often the holder's identity number: masked wherever it is not asked for. */
  readonly number?: Maybe<string>
  readonly issuer?: Maybe<string>
  readonly issued_on?: Maybe<string>
  readonly valid_until: string
  readonly review_due?: Maybe<string>
  readonly note?: Maybe<string>
  readonly state: 'registered' | 'withdrawn'
  readonly state_by?: Maybe<PersonRef>
  readonly state_at?: Maybe<string>
  readonly withdrawn_because?: Maybe<string>
  readonly created_by?: Maybe<PersonRef>
  readonly actions?: readonly string[]
  readonly conflicts?: readonly string[]
}

export type LookOutcome = 'kept' | 'recurred'
/** What somebody saw of a closed hazard; `found` is the new one. While it waits on this phone, it has no `by`. */
export interface Looked { readonly hazard: string, readonly outcome: LookOutcome, readonly note?: Maybe<string>, readonly found?: Maybe<string>, readonly by?: PersonRef, readonly at?: Maybe<string> }

export type PlanState = 'open' | 'done' | 'cancelled'
/** In which way a place is walked: 四不两直 is `unannounced`, 双随机 `random`, 回头看 `look_back`. */
export type PlanWay = 'planned' | 'unannounced' | 'cross_area' | 'joint' | 'random' | 'look_back' | 'self_check'

/** A walkthrough that was assigned to somebody. */
export interface Plan extends Row {
  /** None: a look-back at what lies at no enterprise, in `area_id`. */
  readonly enterprise_id?: Maybe<string>
  readonly area_id?: Maybe<string>
  /** None: whatever is proposed for the enterprise. */
  readonly checklist_id?: Maybe<string>
  readonly inspectors?: readonly Inspector[]
  readonly due_date: string
  readonly starts_on?: Maybe<string>
  readonly way: PlanWay
  readonly note?: Maybe<string>
  /** Why others go, or on other days. */
  readonly changed_because?: Maybe<string>
  readonly hazard_id?: Maybe<string>
  /** What a look-back looks at again, and what was seen of each. */
  readonly hazards?: Maybe<readonly string[]>
  readonly looked?: Maybe<readonly Looked[]>
  readonly draw_id?: Maybe<string>
  readonly rule_id?: Maybe<string>
  readonly state: PlanState
  readonly state_by?: Maybe<PersonRef>
  readonly walkthrough_id?: Maybe<string>
  readonly cancelled_because?: Maybe<string>
  readonly created_by?: Maybe<PersonRef>
  readonly actions?: readonly string[]
  readonly conflicts?: readonly string[]
}

/** One question of the installation's bank, single choice. */
export interface QuizQuestion extends Row {
  readonly code: string
  readonly question: string
  readonly question_en?: Maybe<string>
  readonly choices: readonly { readonly zh: string, readonly en?: Maybe<string> }[]
  /** The place of the right one, from 0. */
  readonly right: number
  readonly explanation: string
  readonly explanation_en?: Maybe<string>
  readonly sectors?: readonly string[]
  readonly traits?: readonly string[]
  readonly source?: Maybe<string>
  readonly certainty?: Maybe<{ readonly zh: string, readonly en: string }>
  readonly state: 'in_use' | 'retired'
}

/** What somebody at work was asked on a walkthrough, and what he chose. */
export interface Quiz extends Row {
  readonly walkthrough_id: string
  readonly person: string
  readonly role?: Maybe<string>
  readonly asked_at?: Maybe<string>
  readonly questions: readonly { readonly code: string, readonly question: string, readonly chosen: Maybe<string> }[]
  /** Whether each was right, by the server's bank; null where that has no such question. */
  readonly results?: readonly Maybe<boolean>[]
  readonly score?: Maybe<number>
  readonly created_by?: Maybe<PersonRef>
}

export interface Conflict extends Row {
  readonly record_type: string
  readonly record_id: string
  readonly field: Maybe<string>
  readonly was?: unknown
  readonly current?: unknown
  readonly incoming?: unknown
  readonly current_by?: Maybe<PersonRef>
  readonly incoming_by?: Maybe<PersonRef>
  readonly current_at?: Maybe<string>
  readonly incoming_at?: Maybe<string>
  readonly rule?: Maybe<string>
  readonly state: 'open' | 'resolved' | 'moot'
  readonly resolved_by?: Maybe<PersonRef>
  /** What was chosen when it was resolved. */
  readonly value?: unknown
  readonly actions?: readonly string[]
}

export interface Contribution extends Row {
  readonly record_type: string
  readonly record_id: string
  readonly ops: readonly Readonly<Record<string, unknown>>[]
  readonly by: PersonRef
  readonly to_area?: Maybe<NamedRef | string>
  readonly state: 'open' | 'adopted' | 'declined'
  readonly decided_by?: Maybe<PersonRef>
  /** Why it was declined, or what was said when it was adopted. */
  readonly reason?: Maybe<string>
  readonly actions?: readonly string[]
}

export interface Notice extends Row {
  readonly kind: string
  readonly title: string
  readonly body?: Maybe<string>
  readonly about_type?: Maybe<string>
  readonly about_id?: Maybe<string>
  readonly read_at?: Maybe<string>
  readonly created_at?: Maybe<string>
}

/** Every type a phone holds, by its name on the wire. */
export interface Records {
  area: Area
  enterprise: Enterprise
  hazard: Hazard
  photo: Photo
  comment: Comment
  checklist: Checklist
  walkthrough: Walkthrough
  answer: Answer
  quiz_question: QuizQuestion
  quiz: Quiz
  certificate: Certificate
  plan: Plan
  conflict: Conflict
  contribution: Contribution
  notice: Notice
}
export type RecordType = keyof Records
export const RECORD_TYPES = ['area', 'enterprise', 'hazard', 'photo', 'comment', 'checklist', 'walkthrough', 'answer', 'quiz_question', 'quiz', 'certificate', 'plan', 'conflict', 'contribution', 'notice'] as const satisfies readonly RecordType[]
