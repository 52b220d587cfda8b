export default {
  zh: { lost: '有一张示例图不在本机了，服务器上也没有。请去掉它，再加一次；别的都在。' },
  en: { lost: 'One example picture is neither here any more nor on the server. Please take it away and add it again; all else is kept.' },
}
