export default {
  zh: { title: '重设密码', line: '这个链接只能用一次。', password: '新密码', hint: '至少 8 个字，越长越好', repeat: '再填一次', save: '用这个密码', saving: '正在改…', short: '至少 8 个字', differ: '两次填的不一样', done: '密码已改', done_what: '请用新密码登录。其他设备也要重新登录。', sign_in: '去登录' },
  en: { title: 'Reset password', line: 'This link works once.', password: 'New password', hint: 'At least 8 characters; longer is better', repeat: 'Once more', save: 'Use this password', saving: 'Changing…', short: 'At least 8 characters', differ: 'The two are not the same', done: 'Password changed', done_what: 'Please sign in with it. Other devices must sign in again too.', sign_in: 'Sign in' },
}
