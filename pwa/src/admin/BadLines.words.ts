export default {
  zh: { title: '有错的 {n} 处', text: '这些行不导入，其余的照常。在原来的表里改好，再传一次就行，已导入的不会重复。', line: '行', column: '列', reason: '原因', value: '内容', whole: '整行', save: '存成表格', file: '有错的行.csv', more: '还有 {n} 处' },
  en: { title: '{n} mistake | {n} mistakes', text: 'These lines are left out, the others are taken. Mend them in your table and send it again; nothing is taken twice.', line: 'Line', column: 'Column', reason: 'Why', value: 'Cell', whole: 'Whole line', save: 'Save as a table', file: 'wrong-lines.csv', more: '{n} more' },
}
