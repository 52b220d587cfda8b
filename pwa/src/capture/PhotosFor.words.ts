export default {
  zh: { resumed: '接着上次的，{time} 拍的都在', clear: '清空' },
  en: { resumed: 'Going on from {time}; all photos are here', clear: 'Clear' },
}
