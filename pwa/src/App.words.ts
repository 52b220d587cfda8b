export default {
  zh: {
    update: '有新版，装好只要几秒', safe: '{n} 条没传完，不受影响', nothing: '本机的东西都不受影响', take: '现在换', later: '以后再说',
    demo_label: '演示', demo: '演示：这里的人、企业和隐患都是编的', old: '这个版本太旧，暂时传不上去。{n} 条都在本机，更新后接着传。', refresh: '更新',
    revoked_title: '这台设备已被停用', revoked: '停用前没传完的还在传，传完会从这台设备上清掉。', revoked_left: '还有 {n} 条在传', revoked_again: '如果不是您停用的，请找管理员。',
    closed_title: '打不开手机里的存储', closed: '可能系统正忙，或者别的窗口还占着。', closed_safe: '存过的巡安一样没动', closed_todo: '关掉所有巡安窗口再打开；还不行，就重启手机。先别清除浏览器数据，那会把没传完的一起清掉。', closed_again: '再试一次',
  },
  en: {
    update: 'New version, ready in seconds', safe: '{n} unsent is safe | {n} unsent are safe', nothing: 'What is on this phone is safe', take: 'Switch now', later: 'Later',
    demo_label: 'Demo', demo: 'Demo: everything here is invented', old: 'This version is too old to send. All {n} are on this phone and go out after the update.', refresh: 'Update',
    revoked_title: 'This device was ended', revoked: 'What had not been sent is still going out; then it is cleared from this device.', revoked_left: '{n} still to send', revoked_again: 'If it was not you, ask the administrator.',
    closed_title: 'The phone\'s storage does not open', closed: 'The system may be busy, or another window still holds it.', closed_safe: 'Xun\'an has touched nothing you saved', closed_todo: 'Close every Xun\'an window and open it again; if that does not help, restart the phone. Do not clear browser data: that would clear what is unsent too.', closed_again: 'Try again',
  },
}
