export default {
  zh: {
    title: '加入巡安', welcome: '{name}，欢迎', as: '您的岗位：{post}', until: '{date}前有效', login: '登录名', login_hint: '以后用它登录，可以用手机号', name: '姓名', password: '密码', hint: '至少 8 个字，越长越好', join: '加入', joining: '正在加入…',
    need_login: '请填登录名', need_name: '请填姓名', short: '至少 8 个字', bad: '这个邀请用不了', again: '再试一次', sign_in: '去登录', reading: '正在取',
  },
  en: {
    title: 'Join Xun\'an', welcome: 'Welcome, {name}', as: 'Your post: {post}', until: 'Valid until {date}', login: 'Login', login_hint: 'You sign in with it; a phone number will do', name: 'Name', password: 'Password', hint: 'At least 8 characters; longer is better', join: 'Join', joining: 'Joining…',
    need_login: 'Please choose a login', need_name: 'Please enter your name', short: 'At least 8 characters', bad: 'This invitation cannot be used', again: 'Try again', sign_in: 'Sign in', reading: 'Fetching',
  },
}
