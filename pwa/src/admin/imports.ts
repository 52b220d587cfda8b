/** Lists from Excel: sent and looked at first, taken when somebody says so. */
import type { Server } from '../lib/wire'
import { download, type Got, query, type Refusal, sendFile, takeFile } from './doors'

export type Counts = Server['Counts']
/** A line that was not taken; what stood in it is told where it is nobody's own. */
export type BadLine = Omit<Server['PeopleLineError'], 'code'> & Partial<Pick<Server['LineError'], 'value'>>
export type EnterpriseImport = Server['ImportOut']
export type PeopleImport = Server['PeopleImportAnswer']
export type PeopleTaken = Server['PeopleImportTaken']
export type Change = EnterpriseImport['lines'][number]['changes'][string]

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

/** A list that is taken whole or not at all. */
export type TableImport = Server['TableImportOut']
export const lookAtLedger = (enterprise: string, file: File): Promise<Got<TableImport>> => sendFile<TableImport>(`/enterprises/${enterprise}/certificates/import`, file)
export const takeLedger = (enterprise: string, file: File): Promise<Got<TableImport>> => sendFile<TableImport>(`/enterprises/${enterprise}/certificates/import?take=true`, file)
export const ledgerTemplate = (name: string): Promise<Refusal | null> => download('/certificates/template.xlsx', name)
export const exportLedger = (enterprise: string, name: string): Promise<Refusal | null> => download(`/enterprises/${enterprise}/certificates/export.xlsx`, name)

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
