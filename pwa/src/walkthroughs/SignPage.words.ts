export default {
  zh: {
    title: '签名确认', done_title: '检查记录', loading: '正在读本机的记录', gone: '这次检查不在本机', gone_what: '它可能不在您的片区，或者还没有取到。', safe: '您查过的都在，有信号会自动上传', back: '回今日', look: '看全部项目',
    pass: '合格', fail: '不合格', na: '不适用', none: '没有发现隐患', inspectors: '检查人员', duty: '谁检查、谁签名、谁负责', enterprise: '企业现场负责人', name: '姓名', name_required: '请写签名人的姓名', known: '是他就点一下', sign_here: '{who} 在这里签', signed_at: '{time} 已签', changed: '内容已变，请重新签', sign_again: '重新签', waits: '签名正在存，稍等', not_drawn: '请先用手指签名',
    keep: '签好了', keep_enterprise: '签好，完成', refuse: '对方拒签', refuse_title: '对方拒签', refuse_what: '隐患和期限照样有效；记录会写明拒签，并报告区县（安全生产法第六十八条）。', reason: '对方怎么说', witness: '见证人', refuse_do: '记为拒签', required: '请填写', refused: '企业拒签：{reason}（见证人 {witness}）',
    all_signed: '都签好了', others_sign: '还差 {who} 签名', still: '检查还没结束，查完才能签', to_walk: '接着查', score: '得分 {n}', self_check: '企业自查', home: '回今日', withdrawn: '这次检查已撤回'
  },
  en: {
    title: 'Sign', done_title: 'Record of the check', loading: 'Reading the record on this phone', gone: 'This walkthrough is not on this phone', gone_what: 'It may be outside your area, or is not fetched yet.', safe: 'What you answered is kept and goes out with a signal', back: 'Back to today', look: 'All items',
    pass: 'Pass', fail: 'Fail', na: 'N/A', none: 'No hazard was found', inspectors: 'Inspectors', duty: 'Who checks, signs and answers for it', enterprise: 'Person in charge on site', name: 'Name', name_required: 'Please give the name of who signs', known: 'Tap the name if it is one of these', sign_here: '{who} signs here', signed_at: 'Signed {time}', changed: 'The content changed; please sign again', sign_again: 'Sign again', waits: 'The signature is being saved', not_drawn: 'Please sign with a finger first',
    keep: 'Signed', keep_enterprise: 'Signed, done', refuse: 'Refuses to sign', refuse_title: 'Refuses to sign', refuse_what: 'The hazards and their deadlines stand; the record says so and the district is told (Work Safety Law, article 68).', reason: 'What they say', witness: 'Witness', refuse_do: 'Record the refusal', required: 'Please fill in', refused: 'The enterprise refused to sign: {reason} (witness {witness})',
    all_signed: 'Everybody has signed', others_sign: 'Still to sign: {who}', still: 'The check is not finished; sign after the last item', to_walk: 'Go on', score: 'Score {n}', self_check: 'Self-check', home: 'Back to today', withdrawn: 'This walkthrough was withdrawn'
  },
}
