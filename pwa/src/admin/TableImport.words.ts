export default {
  zh: {
    in: '从 Excel 导入', fetching: '正在取…', file: '把填好的表放到这里', looking: '正在读这张表，还什么都没有导入…', again: '再传一次', third: '看一看再导入', done: '导入好了', passed: '这些列不认识，没有用：{columns}', comma: '、', colon: '：', bad: '有错',
    lines: '会有这些变化', lines_taken: '有了这些变化', line: '行', what: '变化', new: '新的', none: '空', more: '还有 {n} 行', take: '导入 {n} 行', taking: '正在导入…', another: '再导入一份',
  },
  en: {
    in: 'Bring in from Excel', fetching: 'Fetching…', file: 'Put the filled-in table here', looking: 'Reading the table; nothing is taken yet…', again: 'Send it again', third: 'Look, then take', done: 'Taken', passed: 'These columns are not known and were not used: {columns}', comma: ', ', colon: ': ', bad: 'Wrong',
    lines: 'This would change', lines_taken: 'This was changed', line: 'Line', what: 'Change', new: 'New', none: 'empty', more: '{n} more', take: 'Take {n} line | Take {n} lines', taking: 'Taking…', another: 'Take another list',
  },
}
