export default {
  zh: {
    title: '邀请一位', up: '人员', reading: '正在取区域', person: '这个人', name: '姓名', need_name: '请填姓名', phone: '手机（可以不填）', login: '登录名（可以不填）', login_hint: '本人打开链接时也可以自己定', language: '语言', language_hint: '消息用哪种语言写给他', post: '岗位', need_role: '请选岗位', need_area: '请选区域', need_enterprise: '请选企业',
    send: '做一个邀请链接', sending: '正在做…', then: '下一步会得到一个只显示一次的链接，由您发给他。', done: '{name}已登记，等他打开链接。', another: '再邀请一位', see: '看{name}的资料', restored: '{time} 填的还在，没有发过。', begin: '不要了，从头填',
  },
  en: {
    title: 'Invite somebody', up: 'People', reading: 'Fetching the areas', person: 'The person', name: 'Name', need_name: 'Please give the name', phone: 'Phone (optional)', login: 'Login (optional)', login_hint: 'May also be chosen when the link is opened', language: 'Language', language_hint: 'In which notices are written', post: 'Post', need_role: 'Please choose a post', need_area: 'Please choose an area', need_enterprise: 'Please choose an enterprise',
    send: 'Make an invitation link', sending: 'Making it…', then: 'Next comes a link, shown once, for you to send.', done: '{name} is entered and may open the link now.', another: 'Invite another', see: 'See {name}', restored: 'What you filled in at {time} is still here, not sent yet.', begin: 'Drop it and begin anew',
  },
}
