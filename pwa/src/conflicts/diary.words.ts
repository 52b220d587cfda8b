export default {
  zh: {
    when: '下次 {time} 自己再试', when_ended: '登录后接着传，东西都在', when_too_old: '刷新后接着传，东西都在', when_offline: '一有信号自己就传',
    why_ended: '要重新登录才能传', why_too_old: '要先换成新版才能传', why_offline: '没有信号', why_asked: '服务器忙，请 {time} 以后再传', why_failed: '连上了，没传成', why_broken: '本机存储没让写，请看看空间', why_going: '正在传', why_next: '通的，轮到就传',
    done: '传到了', done_got: '取到新的', done_none: '又连上了', offline: '没有信号，没传出去', wait: '连上了，没传成', ended: '要重新登录', too_old: '要换成新版', broken: '本机没写成，没传',
    times: '试了 {n} 次', sent: '送到 {n} 处', got: '取到 {n} 条', refused: '{n} 处没被接收', until: '请 {time} 以后再传', code: '编号 {code}',
  },
  en: {
    when: 'next try at {time}, by itself', when_ended: 'goes on after you sign in; all is kept', when_too_old: 'goes on after the update; all is kept', when_offline: 'goes by itself as soon as there is signal',
    why_ended: 'You have to sign in again', why_too_old: 'The app has to be updated first', why_offline: 'No signal', why_asked: 'The server is busy and asks to wait until {time}', why_failed: 'Connected, but it did not go through', why_broken: 'This phone could not write; please look at its space', why_going: 'Sending now', why_next: 'Connected; each goes in its turn',
    done: 'Sent', done_got: 'News fetched', done_none: 'Connected again', offline: 'No signal, nothing went', wait: 'Connected, did not go through', ended: 'Sign in again', too_old: 'Update needed', broken: 'The phone could not write, nothing went',
    times: 'tried once | tried {n} times', sent: '{n} change sent | {n} changes sent', got: '{n} record fetched | {n} records fetched', refused: '{n} not accepted', until: 'asked to wait until {time}', code: 'code {code}',
  },
}
