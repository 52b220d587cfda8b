export default {
  zh: { yes: '是', no: '否', unknown: '不清楚' },
  en: { yes: 'Yes', no: 'No', unknown: 'Not known' },
}
