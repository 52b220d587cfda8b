export default {
  zh: {
    title: '检查安排', loading: '正在读本机的记录', gone: '这条安排不在本机', gone_what: '它可能不在您的片区，或者还没有取到。', back: '回检查安排', unknown: '企业资料还没取到',
    days: '{from} 起，{due}前', by: '{due}前', way: '方式', when: '什么时候', who: '谁去', nobody: '还没指定人', note: '交代', list: '检查表', any_list: '按企业特点自动推荐', changed: '改动原因', by_rule: '按频次自动安排的', by_draw: '抽查抽中的',
    look: '回头看 {n} 处隐患', done: '查完了', cancelled: '取消了：{why}', see: '看检查记录',
    change: '改派、改期', starts: '哪天起', any_day: '随时可去', due: '哪天前查完', why: '为什么改', why_hint: '会告诉去的人和不用去的人', order: '开始的日子不能晚于最后期限', why_needed: '请写一句原因', save: '改好', nothing: '还没有改动', kept: '已存，会告诉相关的人。',
    off: '取消这条安排', off_why: '为什么不用去了', off_hint: '会告诉去查的人', off_do: '取消安排',
  },
  en: {
    title: 'Planned check', loading: 'Reading the record on this phone', gone: 'This plan is not on this phone', gone_what: 'It may be outside your area, or is not fetched yet.', back: 'To planned checks', unknown: 'Enterprise still to come',
    days: 'From {from}, by {due}', by: 'By {due}', way: 'Way', when: 'When', who: 'Who goes', nobody: 'Nobody named yet', note: 'Said with it', list: 'Checklist', any_list: 'Proposed by what the enterprise is like', changed: 'Why it changed', by_rule: 'Planned by the rule of how often', by_draw: 'Drawn by lot',
    look: 'Look back at 1 hazard | Look back at {n} hazards', done: 'Done', cancelled: 'Cancelled: {why}', see: 'See the record',
    change: 'Other people, other days', starts: 'From which day', any_day: 'Any day', due: 'By which day', why: 'Why it changes', why_hint: 'Told to those who go and those who need not', order: 'It cannot begin after its last day', why_needed: 'Please give a reason', save: 'Change it', nothing: 'Nothing is changed yet', kept: 'Kept; those concerned are told.',
    off: 'Cancel this plan', off_why: 'Why nobody needs to go', off_hint: 'Those who were to go are told', off_do: 'Cancel the plan',
  },
}
