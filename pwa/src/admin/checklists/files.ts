/** Checklists as files: out as Excel or JSON, and in again. */
import type { Server } from '../../lib/wire'
import { download, type Got, type Refusal, sendFile } from '../doors'
import type { ChecklistRow } from './checklists'
import type { Fault } from './faults'

/** A fault in a file: of a workbook also where in it. */
export type FileFault = Fault & { readonly sheet?: string | null, readonly row?: number | null, readonly column?: string | null }

export const importChecklist = (file: File): Promise<Got<ChecklistRow>> => sendFile<ChecklistRow>('/checklists/import', file)

/** Bring an example picture: what is kept of it is named by its hash. */
export const addPicture = (file: File): Promise<Got<Server['PictureKept']>> => sendFile<Server['PictureKept']>('/checklists/pictures', file)

/** `draft`: what is being written, and not what is in use. */
export const exportChecklist = (list: ChecklistRow, kind: 'xlsx' | 'json'): Promise<Refusal | null> =>
  download(`/checklists/${list.id}/export.${kind}${list.state === 'draft' ? '?edition=draft' : ''}`, `${list.code}.${kind}`)

/** The faults that came with a refusal. */
export function faultsOf(why: Refusal): readonly FileFault[] {
  const told = why === 'offline' ? undefined : (why as { readonly faults?: unknown }).faults
  return Array.isArray(told) ? told as FileFault[] : []
}
