export default {
  zh: {
    name: '巡安', line: '拍下隐患，盯到销号。没信号，照样能存。', login: '登录名', password: '密码', enter: '登录', entering: '正在登录…',
    need_login: '请填登录名', need_password: '请填密码', again: '请重新登录', kept: '{n} 条都在本机，登录后接着传。', nothing_lost: '本机的东西都在。',
    anew: '后台恢复过，要重新认一下这台手机。什么都没丢，登录一次就接着传。',
    demo: '演示：人、企业和隐患都是编的。用 grid1、town1、manager1 等登录，密码 xunan-demo。',
    other: '换一个人登录', other_note: '{name}没传完的留在本机，等他自己登录再传。', language: 'English', forgot: '忘记密码，请找管理员要一个重设链接。', revoked: '您在这台设备上的登录被停用了。没传完的都已交上去，本机已清空。', revoked_refused: '您在这台设备上的登录被停用了，服务器不再收这台设备的东西。没传完的没有交上去，本机已清空。', emptied: '这台手机上巡安的存储被清空了：可能是系统腾地方，也可能有人清了浏览器数据。已入库的都在，登录后会取回来；没来得及传的找不回来了。', show: '显示密码', hide: '隐藏密码',
  },
  en: {
    name: 'Xun\'an', line: 'See a hazard, see it closed. Saving works without signal.', login: 'Login', password: 'Password', enter: 'Sign in', entering: 'Signing in…',
    need_login: 'Please enter your login', need_password: 'Please enter your password', again: 'Please sign in again', kept: 'All {n} are on this phone and go out after you sign in.', nothing_lost: 'Everything on this phone is kept.',
    anew: 'The server was restored and must get to know this phone again. Nothing is lost; sign in once and sending goes on.',
    demo: 'A demo: people, firms and hazards are invented. Sign in as grid1, town1, manager1 and so on, password xunan-demo.',
    other: 'Somebody else', other_note: 'What {name} has not sent stays on this phone until that person signs in.', language: '中文', forgot: 'Forgot it? Ask the administrator for a reset link.', revoked: 'Your sign-in on this device was ended. What was unsent has been handed over, and this device is cleared.', revoked_refused: 'Your sign-in on this device was ended, and the server takes nothing from it any more. What was unsent was not handed over; this device is cleared.', emptied: 'Xun\'an\'s storage on this phone was emptied: by the system, to make room, or by somebody who cleared browser data. What the server has comes back after you sign in; what was not sent is gone.', show: 'Show password', hide: 'Hide password',
  },
}
