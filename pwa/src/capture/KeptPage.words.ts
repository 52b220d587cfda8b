export default {
  zh: { title: '保持良好，拍一张现在的样子' },
  en: { title: 'Kept: a photo of how it is now' },
}
