export default {
  zh: { none: '请填一个数', range: '请填 {least} 到 {most} 之间的数' },
  en: { none: 'Please give a number', range: 'A number from {least} to {most}, please' },
}
