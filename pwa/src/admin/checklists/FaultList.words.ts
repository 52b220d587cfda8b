export default {
  zh: { title: '有 {n} 处要改才能发布', item: '第 {code} 项', section: '第 {n} 节', whole: '整张表' },
  en: { title: '1 thing to mend before publishing | {n} things to mend before publishing', item: 'Item {code}:', section: 'Section {n}:', whole: 'The list:' },
}
