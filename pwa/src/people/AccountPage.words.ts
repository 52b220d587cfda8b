export default {
  zh: {
    title: '我的', posts: '岗位', no_post: '还没有岗位，请找管理员',
    language: '语言', theme: '明暗', phone: '跟随手机', light: '浅色', dark: '深色', sun: '阳光下', sun_note: '阳光下：字和边线最清楚。',
    password: '改密码', devices: '我的设备', notices: '消息', tray: '本机没传完的', tray_note: '{n} 条', diary: '上传日记', desk: '后台管理', ties: '回避申报',
    about: '关于', version: '版本 {version}', clock: '本机时钟比服务器{way} {n} 秒', fast: '快', slow: '慢', last: '上次取清单 {time}', never: '还没有取过清单',
    out: '退出登录', out_title: '退出登录', out_kept: '{n} 条还没传完。退出后都留在本机，您下次在这台手机登录时接着传，别人看不到。', out_clean: '都已入库，退出后本机只留下您的清单。', out_do: '退出', stay: '不退出', wait: '先去上传',
    current: '现在的密码', wanted: '新密码', wanted_hint: '至少 8 个字，越长越好', repeat: '再填一次', save: '改密码', saving: '正在改…', saved: '密码已改，其他设备要重新登录。', short: '至少 8 个字', differ: '两次填的不一样', need: '请填现在的密码',
  },
  en: {
    title: 'Me', posts: 'Posts', no_post: 'No post yet; ask the administrator',
    language: 'Language', theme: 'Light and dark', phone: 'As the phone', light: 'Light', dark: 'Dark', sun: 'Sunlight', sun_note: 'Sunlight: text and lines at their clearest.',
    password: 'Change password', devices: 'My devices', notices: 'Notices', tray: 'Not sent yet', tray_note: '{n}', diary: 'Sync diary', desk: 'Administration', ties: 'Conflicts of interest',
    about: 'About', version: 'Version {version}', clock: 'This phone\'s clock is {n} seconds {way}', fast: 'fast', slow: 'slow', last: 'List fetched {time}', never: 'List never fetched',
    out: 'Sign out', out_title: 'Sign out', out_kept: '{n} not sent yet. It stays on this phone, goes out when you sign in here again, and nobody else can see it.', out_clean: 'Everything is stored. Only your list stays on this phone.', out_do: 'Sign out', stay: 'Stay', wait: 'Send first',
    current: 'Password now', wanted: 'New password', wanted_hint: 'At least 8 characters; longer is better', repeat: 'Once more', save: 'Change password', saving: 'Changing…', saved: 'Password changed. Other devices must sign in again.', short: 'At least 8 characters', differ: 'The two are not the same', need: 'Please enter your password now',
  },
}
