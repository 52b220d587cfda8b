import { beforeEach, expect, test } from 'vitest'

import { db, openDatabase } from '../database'
import { type Held, lacking, readNeeds } from './needs'

const ALL: Held = { whole: true, certificates: true, enterprise: true, items: 12, answers: null, lost: 0, questions: 40, pictures: 0 }
const what = (held: Partial<Held>): string[] => lacking({ ...ALL, ...held }).map(need => need.what)

test('with everything here nothing is missing, and a first visit needs no answers of last time', () => {
  expect([what({}), what({ answers: 19 })]).toEqual([[], []])
})

test('each thing that is not here is named, the greatest first', () => {
  expect(what({ whole: false, enterprise: false, items: 0, answers: 0, lost: 2, certificates: false, questions: 0, pictures: 3 }))
    .toEqual(['all', 'enterprise', 'checklist', 'answers', 'hazards', 'certificates', 'bank', 'pictures'])
})

const FIRM = { id: 'firm', version: 1, name: '云杉木业', area: 'grid', sector: 'light_industry', state: 'open' } as const
const LIST = { id: 'list', code: 'general', version: 1, title: '通用', sections: [{ title: '现场', items: [{ code: 'S1', question: '出口是否畅通？' }] }], state: 'in_use' }
const PLAN = { id: 'plan', enterprise_id: 'firm' }
const BEFORE = { id: 'walk', version: 1, enterprise_id: 'firm', checklist_id: 'list', state: 'signed', finished_at: '2026-11-01T10:00:00+08:00', hazards: ['found'] } as const

beforeEach(async () => {
  const base = await openDatabase(`needs-${Math.random()}`)
  await base.note('first', { got: 9, done: true })
})

test('last time is looked for: its answers, what was found then, and their pictures', async () => {
  const base = db()
  await base.enterprise.put(FIRM)
  await base.checklist.put(LIST)
  await base.walkthrough.put(BEFORE)
  const named = async (): Promise<string[]> => (await readNeeds(PLAN)).needs.map(need => `${need.what} ${need.n}`)
  expect(await named()).toEqual(['answers 1', 'hazards 1', 'bank 1'])

  await base.answer.put({ id: 'answer', version: 1, walkthrough_id: 'walk', item: 'S1', result: 'fail' })
  await base.hazard.put({ id: 'found', version: 1, enterprise_id: 'firm', walkthrough_id: 'walk', severity: 'general', state: 'rectifying' })
  await base.quiz_question.put({ id: 'q', version: 1, code: 'q', question: '？', choices: [], right: 0, explanation: '', state: 'in_use' })
  await base.photo.put({ id: 'photo', version: 1, owner_type: 'hazard', owner_id: 'found', role: 'before', sha256: 'x', stored: true })
  expect(await named()).toEqual(['pictures 1'])
  expect((await readNeeds(PLAN)).addresses).toEqual(['/api/v1/photos/photo?size=thumb'])

  await base.renditions.put({ id: 'photo', size: 'thumb', type: 'image/jpeg', bytes: new ArrayBuffer(1), at: '' })
  expect(await named()).toEqual([])
})

test('a checklist without a part for this enterprise is none', async () => {
  await db().enterprise.put(FIRM)
  await db().checklist.put({ ...LIST, sections: LIST.sections.map(section => ({ ...section, shown_if: { sectors: ['metallurgy'] } })) })
  expect((await readNeeds(PLAN)).needs.map(need => need.what)).toContain('checklist')
})
