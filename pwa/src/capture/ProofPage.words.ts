export default {
  zh: { title: '这一项要的照片', resumed: '接着上次的，{time} 拍的都在', clear: '清空' },
  en: { title: 'The photo this item asks for', resumed: 'Going on from {time}; all photos are here', clear: 'Clear' },
}
