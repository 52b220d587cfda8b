export default {
  zh: {
    title: '两个说法，请您定', lost: '您写的“{field}”没有生效', lost_why: '您 {mine_at} 写的。{who} {at} 也改了同一处，先传到，所以先用{who}的。', kept: '您写的也留着。',
    other: '“{field}”有两个说法', other_why: '{mine} {mine_at} 写的没有生效，{theirs}的先到。', other_yours: '{mine} {mine_at} 写的没有生效，您写的先到。', strict: '按规定，从严的先用，等人来定。',
    settled: '“{field}”由{who}定了', settled_now: '现在用：{value}。', settled_kept: '两个说法都留在经过里。', understood: '知道了', not_yours: '这一处由管这条隐患的人来定；两个说法都留着。',
    show: '显示完整证号', hide: '只显示后四位', you: '您', wrote: '{who}写的', not_used: '没生效', used: '现在用这个', someone: '别人', mine_mark: '我',
    together: '合并后是这样，还能改', other_value: '改成别的', note: '不选也不耽误别的事。选了会告诉对方。',
    use_mine: '采用我的', use_first: '用{who}的', keep: '保留对方', keep_current: '保留现在的', combine: '合并', use_this: '用这个', gone: '这一处已经定了', gone_text: '两边已经一致，或者有人定过了。', back: '回到需要处理', loading: '正在看', open: '看这条隐患', unnamed: '还没写说明的隐患', done: '已记下，有信号就送出去。', cancel: '取消',
  },
  en: {
    title: 'Two versions: you decide', lost: 'Your "{field}" did not take effect', lost_why: 'You wrote it {mine_at}. {who} changed the same thing {at}, and that arrived first, so it is used.', kept: 'Yours is kept too.',
    other: 'Two versions of "{field}"', other_why: 'What {mine} wrote {mine_at} did not take effect; {theirs} came first.', other_yours: 'What {mine} wrote {mine_at} did not take effect; yours came first.', strict: 'By rule the stricter one stands until a person decides.',
    settled: '{who} settled "{field}"', settled_now: 'Used now: {value}.', settled_kept: 'Both versions are kept in the history.', understood: 'All right', not_yours: 'Whoever is in charge of this hazard settles it; both versions are kept.',
    show: 'Show the whole number', hide: 'Show its last four', you: 'You', wrote: '{who} wrote', not_used: 'Not in effect', used: 'Used now', someone: 'Somebody', mine_mark: 'Me',
    together: 'Together it would be this; you can still change it', other_value: 'Something else', note: 'Nothing waits for this. The other person will be told.',
    use_mine: 'Use mine', use_first: 'Use {who}’s', keep: 'Keep theirs', keep_current: 'Keep the current', combine: 'Combine', use_this: 'Use this', gone: 'This is settled', gone_text: 'Both say the same now, or somebody has decided.', back: 'Back to the tray', loading: 'Looking', open: 'Open the hazard', unnamed: 'A hazard without words yet', done: 'Noted; it goes out with the next signal.', cancel: 'Cancel',
  },
}
