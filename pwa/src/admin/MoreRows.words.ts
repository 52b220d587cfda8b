export default {
  zh: { more: '再看 50 条', reading: '正在取' },
  en: { more: '50 more', reading: 'Fetching' },
}
