export default {
  zh: {
    title: '考一考', loading: '正在读本机的记录', gone: '这次检查不在本机', gone_what: '它可能不在您的片区，或者还没有取到。', safe: '您查过的都在，有信号会自动上传', back: '回今日', withdrawn: '这次检查已撤回',
    how: '问一位正在干活的人，不用账号。没有信号也能考。', person: '姓名或岗位', role: '岗位（可不写）', person_needed: '请写问的是谁', begin: '抽五题', empty: '本机还没有题库；有信号时会自动取来。',
    asked: '{who}，请回答', unknown: '不知道', keep: '看结果', still: '还有 {n} 题没答', result: '{right} / {all} 题答对', kept: '已存，会写进检查记录', right: '答对', wrong: '答错', open: '题库里没有这题，没有判', chose: '答：{words}', good: '正确：{words}', source: '依据：{words}', done: '考完了，回检查', another: '再考一位',
  },
  en: {
    title: 'Spot quiz', loading: 'Reading the record on this phone', gone: 'This walkthrough is not on this phone', gone_what: 'It may be outside your area, or is not fetched yet.', safe: 'What you answered is kept and goes out with a signal', back: 'Back to today', withdrawn: 'This walkthrough was withdrawn',
    how: 'Ask somebody at work; no account is needed, nor a signal.', person: 'Name or post', role: 'Post (may stay empty)', person_needed: 'Please say who is asked', begin: 'Draw five', empty: 'No questions on this phone yet; they come by themselves with a signal.',
    asked: '{who}, please answer', unknown: 'Does not know', keep: 'See the result', still: '1 question is open | {n} questions are open', result: '{right} of {all} right', kept: 'Saved; it stands in the record', right: 'Right', wrong: 'Wrong', open: 'Not in the bank; not judged', chose: 'Said: {words}', good: 'Right: {words}', source: 'Basis: {words}', done: 'Done, back to the check', another: 'Ask another',
  },
}
