/** Lists from Excel: sent and looked at first, taken when somebody says so. */
import { download, type Got, query, type Refusal, sendFile, takeFile } from './doors'
import type { SentLink } from './people'

export interface Counts { readonly new: number, readonly changed: number, readonly same: number, readonly bad: number }
export interface BadLine { readonly line: number, readonly column: string | null, readonly reason: string, readonly value?: string | null }
export type Change = { readonly was?: unknown, readonly now: unknown }

export interface EnterpriseImport {
  readonly id: string
  readonly file_name: string | null
  readonly taken_at: string | null
  readonly counts: Counts
  readonly lines: readonly { readonly line: number, readonly name: string, readonly status: 'new' | 'changed' | 'same', readonly id: string | null, readonly changes: Readonly<Record<string, Change>> }[]
  readonly errors: readonly BadLine[]
  readonly passed_over: readonly string[]
}

export interface PeopleImport {
  readonly id: string
  readonly counts: Counts
  readonly lines: readonly { readonly line: number, readonly name: string, readonly status: 'new' | 'changed' | 'same', readonly role: string, readonly place: string, readonly login: string | null, readonly phone: string | null, readonly changes: readonly string[] }[]
  readonly errors: readonly BadLine[]
  readonly passed_over: readonly string[]
}

export interface PeopleTaken {
  readonly counts: Counts
  readonly errors: readonly BadLine[]
  readonly invited: readonly { readonly line: number, readonly name: string, readonly invitation: SentLink }[]
}

export const SYSTEMS = ['WGS84', 'GCJ-02', 'BD-09'] as const
/** As much as the server takes. */
export const MOST_BYTES = 10 * 1024 * 1024

/** How many lines taking would change something with. */
export const toTake = (counts: Counts): number => counts.new + counts.changed

/** Lines to be shown at once; a long list is shown in parts. */
export const SHOWN = 100

export const sendEnterprises = (file: File, system: string): Promise<Got<EnterpriseImport>> => sendFile<EnterpriseImport>(`/enterprises/imports${query({ coordinates: system })}`, file)
export const takeEnterprises = (id: string): Promise<Got<EnterpriseImport>> => takeFile<EnterpriseImport>(`/enterprises/imports/${id}/take`)
export const enterpriseTemplate = (name: string): Promise<Refusal | null> => download('/enterprises/template.xlsx', name)

export const sendPeople = (file: File): Promise<Got<PeopleImport>> => sendFile<PeopleImport>('/people/imports', file)
export const takePeople = (id: string): Promise<Got<PeopleTaken>> => takeFile<PeopleTaken>(`/people/imports/${id}/take`)
export const peopleTemplate = (name: string): Promise<Refusal | null> => download('/people/template.xlsx', name)

/** Wrong lines as a table that Excel opens, so that they can be mended and sent again. */
export function badAsCsv(errors: readonly BadLine[], headings: readonly [string, string, string, string]): string {
  // A cell that begins like a formula is text for everybody who opens the file.
  const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
  return '\uFEFF' + [headings, ...errors.map((each) => [String(each.line), each.column ?? '', each.reason, each.value ?? ''])].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

/** Save text as a file. */
export function saveText(text: string, name: string, type = 'text/csv;charset=utf-8'): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
