export default {
  zh: { sign_first: '这家先签名', walk_next: '下一家：{name}', leave: '都查完了，去离场', sign_next: '下一家签名：{name}', all: '总览', all_of_it: '看这次检查总览' },
  en: { sign_first: 'Sign this one now', walk_next: 'Next: {name}', leave: 'All done, leave', sign_next: 'Next to sign: {name}', all: 'Overview', all_of_it: 'Overview of this visit' },
}
