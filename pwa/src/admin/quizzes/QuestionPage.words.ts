export default {
  zh: {
    title: '改一道题', title_new: '新增一道题', up: '题库', reading: '正在取这道题', gone: '题库里没有这道题。', not_yours: '题库由系统管理员来改，您可以看。', note_in_use: '编号 {code}，在用', note_retired: '编号 {code}，已停用：不再考，问过的记录不变',
    retire: '停用', back: '恢复使用', done_retired: '已停用，不再考；问过的记录不变。', done_in_use: '恢复使用了，各人的手机会自己收到。',
    asks: '题目和选项', question: '题目', question_en: '题目（英文）', choice: '选项 {letter}', choice_maybe: '选项 {letter}（可以没有）', choice_en: '选项 {letter}（英文）', right: '正确答案', explanation: '解析', explanation_hint: '答完当场讲给他听的一两句话。', explanation_en: '解析（英文）', english_hint: '英文可以不填。',
    rests: '依据', source: '依据', source_hint: '文件和条款。', verified: '文字核对', verified_hint: '依据核对到什么程度，如实选。', choose: '请选一个', whom: '考谁', sectors: '行业', sectors_hint: '一个都不选就是哪个行业都考。', traits: '企业的特点', traits_hint: '选了几个，有其中一个就考；不选就不看。', code: '编号', code_hint: '空着就自动编。',
    required: '这一项必填', no_choice: '这个选项还没有写', save: '保存', saving: '正在保存…', saved: '已保存，各人的手机会自己收到。', mine: '以我的为准', untouched: '没有改动', restored: '接着上次没保存的，{time}', begin: '不要了', theirs: '现在是：{question} 正确答案：{right}。再按一次，就以您的为准。',
  },
  en: {
    title: 'Change a question', title_new: 'New question', up: 'Quiz bank', reading: 'Fetching the question', gone: 'The bank has no such question.', not_yours: 'Administrators keep the bank; you may read it.', note_in_use: 'Code {code}, in use', note_retired: 'Code {code}, retired: not asked any more; what was asked stays',
    retire: 'Retire', back: 'Bring back', done_retired: 'Retired: not asked any more; what was asked stays.', done_in_use: 'In use again; phones fetch it by themselves.',
    asks: 'Question and choices', question: 'Question (Chinese)', question_en: 'Question (English)', choice: 'Choice {letter} (Chinese)', choice_maybe: 'Choice {letter} (Chinese, optional)', choice_en: 'Choice {letter} (English)', right: 'The right one', explanation: 'Explanation (Chinese)', explanation_hint: 'A sentence or two, told at once.', explanation_en: 'Explanation (English)', english_hint: 'English may be left out.',
    rests: 'What it rests on', source: 'Rests on', source_hint: 'Document and article.', verified: 'How far checked', verified_hint: 'As it truly is.', choose: 'Choose one', whom: 'Who is asked', sectors: 'Sectors', sectors_hint: 'None chosen: every sector.', traits: 'What the enterprise is like', traits_hint: 'One of those chosen is enough; none: it does not matter.', code: 'Code', code_hint: 'Left empty, it is given one.',
    required: 'This is needed', no_choice: 'This choice has no words yet', save: 'Save', saving: 'Saving…', saved: 'Saved; phones fetch it by themselves.', mine: 'Use mine', untouched: 'Nothing changed', restored: 'Going on with what was not saved, {time}', begin: 'Drop it', theirs: 'It is now: {question} Right: {right}. Press again to put yours in its place.',
  },
}
