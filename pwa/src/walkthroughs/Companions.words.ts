export default {
  zh: { title: '同行的人', count: '{n} 人', name: '姓名', title_own: '一起自查的人', hint_own: '没有账号的车间主任、班组长也可以写上', hint: '加一次，每家的记录上都有他，都要他签名', add: '加上', remove: '去掉 {name}' },
  en: { title: 'Who walks along', count: '{n}', name: 'Name', title_own: 'Who checks along', hint_own: 'Heads of workshops and teams too, with or without an account', hint: 'Added once, on the record of each, and asked to sign each', add: 'Add', remove: 'Remove {name}' },
}
