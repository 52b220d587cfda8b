/** What the phones of one's people could not hand over: reports that somebody sent, and ops that were refused. */
import type { RefusedKept, ReportKept } from '../lib/wire'
import { call, type Got, type Page, query } from './doors'

const PAGE = 50

export const readReports = (cursor: string | null): Promise<Got<Page<ReportKept>>> => call('GET', '/sync/reports' + query({ cursor, limit: PAGE }))

export const readRefused = (cursor: string | null): Promise<Got<Page<RefusedKept>>> => call('GET', '/sync/refused' + query({ whose: 'circle', cursor, limit: PAGE }))

/** What came, with lines where it can be read as JSON. */
export function payloadText(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 1)
  } catch {
    return payload
  }
}

/** Ops and photos that were still on a phone when it reported. */
export function leftOn({ report }: ReportKept): { ops: number, photos: number } {
  const sum = (lines: readonly { readonly count: number }[]): number => lines.reduce((all, line) => all + line.count, 0)
  return { ops: sum(report.waiting), photos: sum(report.photos) }
}
