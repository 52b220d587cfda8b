export default {
  zh: { snap: '拍隐患', bar: '主要页面', today: '今日', hazards: '隐患', review: '复查', me: '我的' },
  en: { snap: 'Snap a hazard', bar: 'Main pages', today: 'Today', hazards: 'Hazards', review: 'Re-check', me: 'Me' },
}
