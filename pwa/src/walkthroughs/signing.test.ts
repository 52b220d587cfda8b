import { expect, test } from 'vitest'

import { mayRepresent } from './signing'

const signed = (role: string, name: string) => ({ role, name, photo: 'p', digest: 'd' })

test('who signed lately for the enterprise is offered first, its principal too, an inspector never', () => {
  const before = [{ signatures: [signed('inspector', '方敏'), signed('enterprise', '郑雅芳')] }, { signatures: [signed('principal', '陈立松'), signed('enterprise', '郑雅芳')] }, {}]
  expect(mayRepresent({ principal: { name: '林国栋' } }, before as never)).toEqual(['郑雅芳', '陈立松', '林国栋'])
  expect(mayRepresent({}, [])).toEqual([])
})
