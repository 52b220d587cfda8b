export default {
  zh: { title: '考一考', ask: '考一考：问五题', none: '还没考人', score: '{right} / {all} 题答对' },
  en: { title: 'Spot quiz', ask: 'Spot quiz: five questions', none: 'Nobody was asked yet', score: '{right} of {all} right' },
}
