/** One file that anybody can open and read, with the pictures in it and everything a program needs to take it in again. */
import { db, type OutboxOp } from '../database'
import hazardWords from '../hazards/hazard.words'
import { now, stamp, today } from '../lib/clock'
import { timeText } from '../lib/format'
import { locale, useWords } from '../lib/i18n'
import { sha256 } from '../lib/sha256'
import { SCHEMA } from '../lib/wire'
import { useMe } from '../people/session'
import { prepareAll } from '../photos/work'
import { readAside } from '../sync/aside'
import { readAbout } from './about'
import words from './export.words'
import { type Contents, contentsTag, escape, pictureTag } from './exported'
import { recordText, valueText } from './values'
import { nameIn, wrongLines } from './wrong'

const { t } = useWords(words)
const { t: hazard } = useWords(hazardWords)

function lines(op: OutboxOp): string {
  const values: Record<string, unknown> = op.op === 'set' ? Object.fromEntries(Object.entries(op.fields ?? {}).map(([name, change]) => [name, change.now])) : op.data ?? op.args ?? {}
  return Object.entries(values).map(([name, value]) => `<tr><th>${escape(nameIn(op, name))}<small> ${escape(name)}</small></th><td>${escape(valueText(name, value))}</td></tr>`).join('')
}

async function section(op: OutboxOp): Promise<string> {
  const about = await readAbout(op.type, op.record)
  const step = op.op === 'act' && op.type === 'hazard' ? hazard(`act_${op.action ?? ''}`) : op.action ?? ''
  const heading = [recordText(op.type), t(`op_${op.op}`), step, about.title, about.enterprise].filter((part) => part !== '').join(' · ')
  const why = op.problem ? `<p><b>${escape(t('why'))}</b> ${escape([op.problem.detail || op.problem.code, ...wrongLines(op, about.hazard)].join(' '))}</p>` : ''
  return `<section><h2>${escape(heading)}</h2><p>${escape(timeText(op.at))}</p>${why}<table>${lines(op)}</table></section>`
}

/** Each photo as a picture, and what is needed to know its bytes again. */
async function pictures(ids: readonly string[]): Promise<{ html: string[], files: { id: string, type: string, sha256: string }[] }> {
  const html: string[] = []
  const files = []
  for (const id of ids) {
    const kept = await db().renditions.get([id, 'original'])
    if (!kept) continue
    html.push(`<figure>${pictureTag(id, kept.type, kept.bytes)}<figcaption>${escape(t('photo'))} ${escape(id)}</figcaption></figure>`)
    files.push({ id, type: kept.type, sha256: await sha256(kept.bytes) })
  }
  return { html, files }
}

/**
 * Build the file. Without `only`: everything on this phone the server has not taken; else these ops and photos.
 * Photos are made ready first: each then has its op in the file, and no other phone makes a second one for it.
 */
export async function exportFile(only?: { readonly ops: readonly string[], readonly photos: readonly string[] }): Promise<File> {
  await prepareAll()
  const base = db()
  const me = useMe().value?.user
  const ops = (await base.outbox.orderBy('n').toArray()).filter((op) => op.op !== 'void' && (only === undefined || only.ops.includes(op.id)))
  const captures = (await base.captures.toArray()).filter((capture) => only === undefined ? capture.state !== 'stored' : only.photos.includes(capture.id))
  const { html, files } = await pictures(captures.map((capture) => capture.id))
  const contents: Contents = {
    made_at: stamp(), user: { id: me?.id ?? '', name: me?.name ?? '' }, device: await base.fact('device') ?? null, schema: SCHEMA,
    aside: [...await readAside()], ops, photos: captures, files,
  }
  const head = `<!doctype html><html lang="${locale() === 'en' ? 'en' : 'zh-CN'}"><meta charset="utf-8"><meta name="generator" content="xunan"><meta name="viewport" content="width=device-width"><title>${escape(t('title'))}</title>
<style>body{font:16px/1.6 sans-serif;max-width:720px;margin:auto;padding:16px}section{border-top:1px solid #ccc}th{text-align:left;vertical-align:top;padding-right:16px}small{color:#666;font-weight:400}img{max-width:100%}</style>
<h1>${escape(t('title'))}</h1><p>${escape(t('made', { name: me?.name ?? '', time: timeText(now().toISOString()) }))}</p>`
  const foot = `<details><summary>${escape(t('data'))}</summary>${await contentsTag(contents)}</details></html>`
  return new File([head, ...await Promise.all(ops.map(section)), ...html, foot], `${t('file', { date: today() })}.html`, { type: 'text/html' })
}

/** Save the file where downloads go. */
export function saveFile(file: File): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Hand the file to another app (messages, mail); where the phone cannot, save it. */
export async function shareFile(file: File): Promise<void> {
  if (navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: file.name })
      return
    } catch (reason) {
      if (reason instanceof DOMException && reason.name === 'AbortError') return
    }
  }
  saveFile(file)
}
