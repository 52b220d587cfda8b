export default {
  zh: { up: '检查表', one: '检查表', reading: '正在取检查表', items: '{n} 项', search: '按文字或编号找', how: '核对到什么程度', all: '全部 {n}', nothing: '没有这样的项', article: '第 {n} 条', whom: '只问：{what}', comma: '、', retire: '停用这张表', use: '恢复使用', retired: '已停用：检查时不再出现，做过的记录都还在。' },
  en: { up: 'Checklists', one: 'Checklist', reading: 'Fetching the checklist', items: '{n} item | {n} items', search: 'Find by words or code', how: 'How far the text was checked', all: 'All {n}', nothing: 'No such item', article: 'Article {n}', whom: 'Asked only of: {what}', comma: ', ', retire: 'Take out of use', use: 'Use again', retired: 'Not in use: it no longer shows in inspections; what was recorded stays.' },
}
