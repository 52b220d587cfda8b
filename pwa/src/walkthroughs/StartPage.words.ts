export default {
  zh: {
    title: '开始检查', title_own: '开始自查', loading: '正在读本机的记录', gone: '这家企业不在本机', gone_what: '它可能不在您的片区，或者清单还没有取到。', safe: '别的企业不受影响，可以照常用', back: '回今日',
    open: '上次 {n} 项未销号', open_more: '先看看', lists: '用哪张检查表', lists_alone: '只查这一家', start: '开始检查 {n} 家', tick: '先勾上要查的企业', count: '{n} 项', none: '本机还没有检查表', none_text: '有信号时会自动取来，不用等在这里。',
    go_on: '接着查第 {n} 项', go_sign: '接着签名', done: '已查 {done} / {all} 项', how: '按企业的行业和特点排好了，点一张就开始', offline: '没信号，照样能查能签',
  },
  en: {
    title: 'Start check', title_own: 'Start self-check', loading: 'Reading the record on this phone', gone: 'This enterprise is not on this phone', gone_what: 'It may be outside your area, or the list is not fetched yet.', safe: 'Other enterprises are not affected', back: 'Back to today',
    open: '{n} not closed since last time', open_more: 'Look first', lists: 'Which checklist', lists_alone: 'This one only', start: 'Check 1 enterprise | Check {n} enterprises', tick: 'Tick whom to check first', count: '1 item | {n} items', none: 'No checklists on this phone yet', none_text: 'They come by themselves with a signal; no need to wait here.',
    go_on: 'Go on at item {n}', go_sign: 'Go on signing', done: '{done} of {all} done', how: 'Ordered by the sector and the nature of this enterprise; tap one to begin', offline: 'No signal; checking and signing work',
  },
}
