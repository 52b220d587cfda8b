export default {
  zh: { title: '检查记录', count: '{n} 次', self_check: '自查', score: '得分 {n}', finished: '待签名', signed: '已签名' },
  en: { title: 'Checks', count: '{n}', self_check: 'Self-check', score: 'score {n}', finished: 'To be signed', signed: 'Signed' },
}
