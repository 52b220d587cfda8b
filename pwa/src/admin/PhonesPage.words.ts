export default {
  zh: {
    title: '手机', note: '谁的手机没传完、什么没被接收。', which: '看什么', reports: '发来的报告', refused: '没被接收的',
    reading: '正在取', reports_none: '还没有人发来报告', reports_none_text: '手机上点“发给管理员”，报告就到这里；里面只有数目、编号和时间。', refused_none: '没有', refused_none_text: '您管的人送来的都收下了。',
    left: '没传完 {ops} 处、{photos} 张照片', unreadable: '读不懂的', code: '原因 {code} · 编号 {id}', payload: '送来的原样', shown: '已列出 {n} 份',
  },
  en: {
    title: 'Phones', note: 'Whose phone has work left, and what was not accepted.', which: 'Show', reports: 'Reports', refused: 'Not accepted',
    reading: 'Fetching', reports_none: 'No report yet', reports_none_text: 'A report comes here when somebody taps "Send to the administrator" on a phone; it holds counts, codes and times only.', refused_none: 'None', refused_none_text: 'Everything your people sent was accepted.',
    left: 'left: changes {ops}, photos {photos}', unreadable: 'Unreadable', code: 'reason {code} · id {id}', payload: 'As it came', shown: '{n} listed',
  },
}
