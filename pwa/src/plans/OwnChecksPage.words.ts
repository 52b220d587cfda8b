export default {
  zh: {
    title: '自查安排', loading: '正在读本机的记录', not_yours: '自查由企业来排', not_yours_text: '主要负责人在这里排自己企业的自查。', cadence: '多久自查一次', cadence_hint: '由主要负责人带队。排好的到期会出现在“今日”，日子可以再改。', quarterly: '每季度', monthly: '每月',
    planned: '已排 {n} 次', will: '会排 {n} 次：第一次 {first}前，最后一次 {last}前。', plan: '排好这 {n} 次', whole: '往后一年都排好了。', surplus: '换成这个频次，有 {n} 次多出来。', fewer: '取消多出的 {n} 次', fewer_why: '改为{what}自查一次', kept: '排好了 {n} 次。', off: '取消了 {n} 次。',
    days: '{from} 起，{due}前', by: '{due}前', nobody: '还没指定人', begun: '已开始', by_rule: '按频次自动安排的',
  },
  en: {
    title: 'Self-checks', loading: 'Reading the record on this phone', not_yours: 'Enterprises plan their own checks', not_yours_text: 'A principal plans the checks of his enterprise here.', cadence: 'How often', cadence_hint: 'Led by the principal. What is planned shows on Today when it is due; its days can be changed.', quarterly: 'Every quarter', monthly: 'Every month',
    planned: '{n} planned', will: '{n} check: by {first}. | {n} checks: the first by {first}, the last by {last}.', plan: 'Plan it | Plan these {n}', whole: 'The year ahead is planned.', surplus: 'At this pace {n} is not needed. | At this pace {n} are not needed.', fewer: 'Cancel the one that is not needed | Cancel the {n} that are not needed', fewer_why: 'Self-check {what}', kept: '{n} planned.', off: '{n} cancelled.',
    days: 'From {from}, by {due}', by: 'By {due}', nobody: 'Nobody named yet', begun: 'Begun', by_rule: 'Planned by the rule of how often',
  },
}
