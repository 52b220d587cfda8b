export default {
  zh: { title: '这一项要的照片' },
  en: { title: 'The photo this item asks for' },
}
