import { expect, test } from 'vitest'

import { bothChanged, changesOf, type EnterpriseRow, formOf, newOf, sentOf, type Trait } from './enterprises'

const TRAITS: Trait[] = [
  { code: 'dust_explosion', zh: '粉尘涉爆', en: 'Dust', kind: 'yes_no' },
  { code: 'dust_headcount', zh: '涉粉人数', en: 'People', kind: 'count' },
  { code: 'dust_kind', zh: '粉尘种类', en: 'Kind', kind: 'choice', options: [] },
]
const ROW: EnterpriseRow = {
  id: 'e', version: 3, name: '云杉木业', area: 'a', state: 'open', sector: null, address: null, host_enterprise_id: null, lat: 25.1, lon: 119.2, staff_count: 40,
  principal: { name: '陈立松', phone: '1390000' }, traits: { dust_explosion: true, dust_headcount: 8, dust_kind: 'wood' },
}
const began = sentOf(formOf(ROW), TRAITS)

test('a form nobody touched changes nothing', () => {
  expect(changesOf(began, sentOf(formOf(ROW), TRAITS))).toEqual({})
})

test('only what was touched travels, of the attributes too; emptied ones are taken away', () => {
  const form = formOf(ROW)
  form.staff_count = ' 1,200 '
  form.principal_phone = ''
  form.traits = { ...form.traits, dust_explosion: 'false', dust_headcount: '' }
  expect(changesOf(began, sentOf(form, TRAITS))).toEqual({ staff_count: 1200, principal: { name: '陈立松' }, traits: { dust_explosion: false, dust_headcount: null } })
})

test('what is no number is left for the server to refuse under its field', () => {
  const form = { ...formOf(ROW), staff_count: '四十' }
  expect(changesOf(began, sentOf(form, TRAITS))).toEqual({ staff_count: '四十' })
})

test('a new enterprise says only what is known', () => {
  const form = { ...formOf(null, '', 'a'), name: ' 新厂 ' }
  expect(newOf(sentOf(form, TRAITS))).toEqual({ name: '新厂', area: 'a', state: 'open' })
})

test('when two changed the same field, that field is named and no other', () => {
  const mine = { ...formOf(ROW), name: '云杉木业有限公司', address: '一号路' }
  const theirs = { ...formOf(ROW), name: '云杉', state: 'stopped' }
  expect(bothChanged(began, sentOf(mine, TRAITS), sentOf(theirs, TRAITS))).toEqual(['name'])
})
