export default {
  zh: { title: '特种作业人员', people: '{n} 人', expired: '过期 {n}', due: '将到期 {n}' },
  en: { title: 'Special operators', people: '{n}', expired: '{n} expired', due: '{n} due soon' },
}
