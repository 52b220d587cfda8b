export default {
  zh: { title: '企业自查', arrange: '自查安排', this: '这一期自查', who: '带队：{who}', nobody: '还没指定人', start: '开始自查', next: '下一次自查：{from} 起，{due}前', none: '还没有排自查', none_text: '排一次，一年都会按时提到这里。' },
  en: { title: 'Self-checks', arrange: 'Arrange', this: 'The check of this period', who: 'Led by {who}', nobody: 'nobody yet', start: 'Start self-check', next: 'Next self-check: from {from}, by {due}', none: 'No self-check is planned', none_text: 'Plan once, and each of the year shows here in time.' },
}
