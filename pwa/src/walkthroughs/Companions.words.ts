export default {
  zh: { title: '同行的人', count: '{n} 人', name: '姓名', hint: '加一次，每家的记录上都有他，都要他签名', add: '加上', remove: '去掉 {name}' },
  en: { title: 'Who walks along', count: '{n}', name: 'Name', hint: 'Added once, on the record of each, and asked to sign each', add: 'Add', remove: 'Remove {name}' },
}
