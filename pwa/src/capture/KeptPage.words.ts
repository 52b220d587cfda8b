export default {
  zh: { title: '保持良好，拍一张现在的样子', resumed: '接着上次的，{time} 拍的都在', clear: '清空' },
  en: { title: 'Kept: a photo of how it is now', resumed: 'Going on from {time}; all photos are here', clear: 'Clear' },
}
