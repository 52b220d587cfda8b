export default {
  zh: { title: '这次检查的企业', all: '这次检查总览', gone: '不在本机', fails: '不合格 {n}', said: '{name}，已查 {done} / {all} 项，不合格 {fails} 项', said_over: '{name}，查完了，不合格 {fails} 项' },
  en: { title: 'Enterprises of this visit', all: 'Overview of this visit', gone: 'Not on this phone', fails: '{n} failed', said: '{name}, {done} of {all} done, {fails} failed', said_over: '{name}, finished, {fails} failed' },
}
