export default {
  zh: {
    title: '检查安排', assign: '安排检查', none: '没有没查的安排', none_text: '安排以后，按月份和人列在这里。', loading: '正在读本机的记录', late: '已超期', count: '{n} 家', nobody: '还没指定人', by: '{day}前', by_grade: '按等级生成下月安排', made: '新排 {n} 家，改期 {m} 家', no_answer: '没连上服务器，什么都没有改，有信号时再试。',
    from: '{day} 起', often: '按等级多久查一次', unknown: '企业资料还没取到',
  },
  en: {
    title: 'Planned checks', assign: 'Assign checks', none: 'Nothing is planned', none_text: 'What is assigned is listed here by month and person.', loading: 'Reading the record on this phone', late: 'Overdue', count: '{n}', nobody: 'Nobody named yet', by: 'By {day}', by_grade: 'Make what is due by grade', made: '{n} made, {m} moved', no_answer: 'The server did not answer and nothing was changed; try again with a signal.',
    from: 'From {day}', often: 'How often by grade', unknown: 'Enterprise still to come',
  },
}
