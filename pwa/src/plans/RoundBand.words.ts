export default {
  zh: {
    title: '今日巡查', count: '{n} 家', start: '开始检查', look: '去看', again: '{n} 处隐患', ready: '已备好，离线可用', records: '资料还没取到，有信号时自动取', pictures: '还差 {n} 张照片，有信号时自动取', looking: '正在看资料齐不齐',
    none: '没有安排给您的检查', none_text: '镇街安排以后，会按远近和期限排在这里。', rest: '还有 {n} 家', from: '{day} 起', unknown: '企业资料还没取到', no_list: '本机还没有检查表，有信号时会自动取来。', near: '距您 {d}', changed: '改过：{why}',
  },
  en: {
    title: 'Round today', count: '{n}', start: 'Start check', look: 'Look', again: '1 hazard | {n} hazards', ready: 'Ready, works offline', records: 'Records to come with a signal', pictures: '1 photo to come with a signal | {n} photos to come with a signal', looking: 'Looking whether all is here',
    none: 'Nothing is assigned to you', none_text: 'What is assigned lines up here by distance and due date.', rest: '{n} more', from: 'From {day}', unknown: 'Enterprise still to come', no_list: 'No checklists on this phone yet; they come with a signal.', near: '{d} away', changed: 'Changed: {why}',
  },
}
