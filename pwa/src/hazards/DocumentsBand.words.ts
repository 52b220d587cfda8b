export default {
  zh: { title: '执法文书文号', note: '文书在执法平台制作，这里只记文号。', add: '登记文号', kind: '哪种文书', number: '文号', day: '日期（可不填）', none: '不填', keep: '记下', required: '请填写', choose: '请选一种', remove: '删去 {number}', removing: '删去文号', why: '为什么删', removed: '删去', kept: '删去的文号和原因留在记录里。' },
  en: { title: 'Enforcement documents', note: 'Made on the enforcement platform; only their numbers are kept here.', add: 'Add a number', kind: 'Which document', number: 'Number', day: 'Day (may stay empty)', none: 'None', keep: 'Keep', required: 'Please fill in', choose: 'Please choose one', remove: 'Remove {number}', removing: 'Remove the number', why: 'Why', removed: 'Remove', kept: 'The number and the reason stay in the history.' },
}
