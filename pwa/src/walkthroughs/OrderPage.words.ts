export default {
  zh: {
    notice: '隐患整改通知书', review: '整改复查意见书', draft: '草稿：还没办完，不能当正式的给对方', loading: '正在读本机的记录', gone: '这次检查不在本机', gone_hazard: '这处隐患不在本机', gone_what: '它可能不在您的片区，或者还没有取到。', safe: '您查过的都在，有信号会自动上传', back: '回今日',
    whom: '被通知单位', whom_review: '被复查单位', principal: '负责人', address: '地址',
    found: '经检查发现下列隐患 {n} 项', worst: '，其中重大或疑似重大 {n} 项', duty: '。请按要求整改；整改期间采取防范措施，确保安全。', none: '没有发现要整改的隐患。', of_them: '通知整改 {n} 项，已复查销号 {closed} 项，其余 {left} 项。',
    place: '部位', category: '类别', disposal: '方式', basis: '依据', measures: '整改要求', controls: '防范措施', due: '整改期限', before_day: '{day}前', responsible: '整改责任人', follows: '跟踪责任人', documents: '执法文书', experts: '专家意见', done: '整改情况', opinion: '复查意见',
    accepted: '已整改，同意销号', accepted_once: '同意，待另一人复核', sent_back: '未通过，退回整改', choose: '□ 已整改　□ 未整改　□ 部分整改：', before: '整改前', after: '整改后',
    inspector: '检查人员', receives: '单位签收', reviewer: '复查人员', reviewed: '被复查单位', date: '　　　年　　月　　日',
    not_enforcement: '由镇街、网格安全检查使用，不是行政执法文书。需要行政处理的，由执法平台另行制作。这一页用的是本机现有的内容；有信号时，正式排版的在“文书”里打开。',
  },
  en: {
    notice: 'Notice to rectify', review: 'Review', draft: 'Draft: not finished, and not to be handed over as final', loading: 'Reading the record on this phone', gone: 'This check is not on this phone', gone_hazard: 'This hazard is not on this phone', gone_what: 'It may be outside your area, or is not fetched yet.', safe: 'What you answered is kept and goes out with a signal', back: 'Back to today',
    whom: 'Notified', whom_review: 'Reviewed', principal: 'Principal', address: 'Address',
    found: '1 hazard was found | {n} hazards were found', worst: ', 1 of them major or suspected major | , {n} of them major or suspected major', duty: '. Please rectify as asked, and take precautions until it is done.', none: 'No hazard to rectify was found.', of_them: '{n} to rectify: {closed} accepted and closed, {left} left.',
    place: 'Place', category: 'Category', disposal: 'Way', basis: 'Rests on', measures: 'To be done', controls: 'Precautions', due: 'Deadline', before_day: 'Before {day}', responsible: 'Responsible', follows: 'Followed by', documents: 'Enforcement', experts: 'Experts', done: 'What was done', opinion: 'Opinion',
    accepted: 'Rectified; closed', accepted_once: 'Agreed; a second person reviews', sent_back: 'Not accepted; sent back', choose: '□ rectified　□ not rectified　□ in part:', before: 'Before', after: 'After',
    inspector: 'Inspector', receives: 'Received by', reviewer: 'Reviewer', reviewed: 'For the enterprise', date: 'Date:',
    not_enforcement: 'For checks by townships and grids; not a document of enforcement, which the enforcement platform makes. This page shows what is on this phone; with a signal the set paper opens under “Papers”.',
  },
}
