export default {
  zh: { offline: '没信号，照样能用', as_of: '本机存的是 {time} 的清单' },
  en: { offline: 'No signal; all works', as_of: 'List as of {time}' },
}
