export default {
  zh: { days: '{n} 天', today: '今天', other: '选日期' },
  en: { days: '{n} days', today: 'Today', other: 'Pick a date' },
}
