export default {
  zh: {
    title: '今日巡查', count: '{n} 处', start: '开始检查', look: '去看', again: '{n} 处隐患', ready: '已备好，离线可用', lacks: '还缺：{what}', and: '、', lack_all: '清单（还没取全）', lack_enterprise: '企业资料', lack_checklist: '适合这家的检查表', lack_answers: '上次的答案', lack_hazards: '上次查出的 {n} 条隐患', lack_certificates: '操作证台账', lack_bank: '考题', lack_pictures: '{n} 张照片', fetch: '出门前取齐', asking: '正在取资料', fetching: '正在取照片 {done}/{all}', not_fetched: '没取齐，多半是没有信号。已取到的都在，有信号会接着取。', looking: '正在看资料齐不齐',
    none: '没有安排给您的检查', none_text: '镇街安排以后，会按远近和期限排在这里。', rest: '还有 {n} 处', from: '{day} 起', unknown: '企业资料还没取到', no_list: '本机还没有检查表，有信号时会自动取来。', near: '距您 {d}', changed: '改过：{why}',
  },
  en: {
    title: 'Round today', count: '{n}', start: 'Start check', look: 'Look', again: '1 hazard | {n} hazards', ready: 'Ready, works offline', lacks: 'Missing: {what}', and: ', ', lack_all: 'the list (not whole yet)', lack_enterprise: 'the enterprise', lack_checklist: 'a checklist that fits it', lack_answers: 'last time’s answers', lack_hazards: '1 hazard found last time | {n} hazards found last time', lack_certificates: 'the ledger of certificates', lack_bank: 'quiz questions', lack_pictures: '1 photo | {n} photos', fetch: 'Fetch it before you go', asking: 'Fetching records', fetching: 'Fetching photos {done}/{all}', not_fetched: 'Not all came, most likely for want of a signal. What came is kept; the rest follows with a signal.', looking: 'Looking whether all is here',
    none: 'Nothing is assigned to you', none_text: 'What is assigned lines up here by distance and due date.', rest: '{n} more', from: 'From {day}', unknown: 'Enterprise still to come', no_list: 'No checklists on this phone yet; they come with a signal.', near: '{d} away', changed: 'Changed: {why}',
  },
}
