export default {
  zh: {
    title: '今日', bell: '消息，{n} 条未读', bell_none: '消息', date: '{day} {weekday}',
    visits: '今日走访', visits_count: '{n} 家', review: '复查 {n} 处', overdue: '超期 {n} 处', suspected: '疑似重大 {n} 处', walk: '步行 {n} 分钟',
    go_review: '开始复查', go_overdue: '去看整改', go_suspected: '去核实', rest: '还有 {n} 家', alt: '{title}', no_visits: '今天没有非去不可的', no_visits_text: '要复查的、超期的、疑似重大的，会排在这里。',
    due: '快到期', due_count: '{n} 条', no_due: '7 天内没有到期的',
    fix: '要改的', fix_count: '{n} 条', fix_go: '去整改', sign_go: '签整改方案', by: '{date}前改好', no_fix: '没有要您改的', no_fix_text: '镇街交办以后，会出现在这里，并提醒您。', waiting_review: '{n} 条等复查',
    decide: '等您办', reported: '我报的', no_reported: '您还没有报过', no_reported_text: '看到不对的地方，拍一张就行，别的以后再补。',
    open: '未销号', overdue_n: '超期', repeated: '重复发生', judge: '等判定', numbers: '片区情况', desk: '看清单', loading: '正在读本机的记录', fetching: '正在取清单',
    first_title: '清单还没有取到', first_text: '有信号就会自动取。现在照样能拍，拍了不会丢。',
  },
  en: {
    title: 'Today', bell: 'Notices, {n} unread', bell_none: 'Notices', date: '{weekday}, {day}',
    visits: 'Visits today', visits_count: '{n}', review: 'Re-inspect {n}', overdue: '{n} overdue', suspected: '{n} suspected major', walk: '{n} min walk',
    go_review: 'Start', go_overdue: 'See the repair', go_suspected: 'Verify', rest: '{n} more', alt: '{title}', no_visits: 'Nowhere you must go today', no_visits_text: 'Re-inspections, overdue and suspected hazards line up here.',
    due: 'Due soon', due_count: '{n} hazard | {n} hazards', no_due: 'Nothing due within 7 days',
    fix: 'To put right', fix_count: '{n}', fix_go: 'Rectify', sign_go: 'Sign the plan', by: 'By {date}', no_fix: 'Nothing for you to put right', no_fix_text: 'What is assigned to you shows here, and you are told.', waiting_review: '{n} waits for re-inspection | {n} wait for re-inspection',
    decide: 'Waiting for you', reported: 'Reported by me', no_reported: 'You have not reported any', no_reported_text: 'See something wrong? One photo is enough; the rest can follow.',
    open: 'Open', overdue_n: 'Overdue', repeated: 'Repeated', judge: 'To be judged', numbers: 'Your area', desk: 'See the list', loading: 'Reading the record on this phone', fetching: 'The list is coming',
    first_title: 'The list has not come yet', first_text: 'It comes by itself with a signal. Taking photos works now, and nothing is lost.',
  },
}
