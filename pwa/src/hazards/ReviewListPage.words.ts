export default {
  zh: {
    title: '复查', mine: '等您复查', others: '等别人复查', second: '重大隐患，还要第二个人复查', loading: '正在读本机的清单',
    empty: '没有等复查的', empty_text: '企业提交整改以后，整改前后的照片会并排出现在这里。', own: '您提交的，由别人复查', see: '看整改中的隐患',
    go: '开始复查', asked: '申请延期，等答复',
  },
  en: {
    title: 'Re-check', mine: 'Waiting for you', others: 'Others re-inspect', second: 'Major: a second person re-inspects', loading: 'Reading the list on this phone',
    empty: 'Nothing to re-inspect', empty_text: 'Once a repair is submitted, before and after stand here side by side.', own: 'Submitted by you; others re-inspect', see: 'See what is being rectified',
    go: 'Start', asked: 'More time was asked for',
  },
}
