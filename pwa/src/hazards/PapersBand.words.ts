export default {
  zh: { title: '文书', record: '现场检查记录', own_record: '企业自查记录', notice: '隐患整改通知书', review: '整改复查意见书', show: '给对方看', edit: 'Word 版', edit_of: '{paper}，Word 版', offline: '文书由服务器排版，有信号时在这里打开、打印、转发。现在可以把手机上的给对方看。', unsent: '传上去以后，文书在这里打开、打印、转发。现在可以把手机上的给对方看。' },
  en: { title: 'Papers', record: 'Record of the check', own_record: 'Record of the self-check', notice: 'Notice to rectify', review: 'Review', show: 'Show', edit: 'Word', edit_of: '{paper} as Word', offline: 'The server sets the papers; with a signal they open, print and travel from here. Until then, show them on this phone.', unsent: 'Once it is sent, the papers open, print and travel from here. Until then, show them on this phone.' },
}
