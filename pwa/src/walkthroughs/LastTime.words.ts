export default {
  zh: { title: '上次', last: '上次 {when} · {result}', note: '上次备注：{words}', still_open: '上次的隐患还没销号', photo: '上次的照片', pass: '合格', fail: '不合格', na: '不适用', none: '没答' },
  en: { title: 'Last time', last: 'Last time {when} · {result}', note: 'Note then: {words}', still_open: 'The hazard of last time is still open', photo: 'Photo from last time', pass: 'Pass', fail: 'Fail', na: 'N/A', none: 'no answer' },
}
