export default {
  zh: { remove: '去掉：{what}' },
  en: { remove: 'Remove: {what}' },
}
