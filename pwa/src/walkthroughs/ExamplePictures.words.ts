export default {
  zh: { title: '示例图', one: '示例图 {n}', larger: '看大图：{what}' },
  en: { title: 'Example pictures', one: 'Example {n}', larger: 'Enlarge: {what}' },
}
