export default {
  zh: {
    left: '还有 {n} 天', tomorrow: '明天到期', today: '今天到期', overdue: '超期 {n} 天', due: '{date}到期',
    yesterday: '昨天 {time}', day: '{m}月{d}日', dayTime: '{m}月{d}日 {time}', year: '{y}年{m}月{d}日', month: '{y}年{m}月',
    metres: '{n} 米', kilometres: '{n} 公里', yuan: '{n} 元', megabytes: '{n} 兆', weekday: '周{w}',
  },
  en: {
    left: '{n} day left | {n} days left', tomorrow: 'Due tomorrow', today: 'Due today', overdue: '{n} day overdue | {n} days overdue', due: 'Due {date}',
    yesterday: 'Yesterday {time}', day: '{d}\u00a0{month}', dayTime: '{d}\u00a0{month}, {time}', year: '{d}\u00a0{month}\u00a0{y}', month: '{month} {y}',
    metres: '{n} m', kilometres: '{n} km', yuan: '¥{n}', megabytes: '{n} MB', weekday: '{w}',
  },
}
