export default {
  zh: {
    ties: '回避申报：他不能去查哪些企业',
    up: '人员', one: '人员', reading: '正在取这个人', is_stopped: '已停用：这个人现在不能登录。', is_invited: '还没来过：邀请链接发过，本人还没有打开。', is_you: '这是您自己。自己的姓名、密码、设备在“我的”里改；岗位要由别人来管。', not_yours: '这个人在别处也有岗位，或岗位比您高，您只能管他在您这里的岗位。',
    person: '基本情况', name: '姓名', need_name: '请填姓名', phone: '手机', login: '登录名：', no_login: '还没有，打开邀请链接时自己定', save: '保存', saved: '已保存到服务器。',
    way_in: '登录', invite: '再做一个邀请链接', invite_text: '邀请链接丢了或过期了，可以再做一个；以前的就作废。', reset: '做一个重设密码的链接', reset_text: '忘了密码，发一个链接给他，24 小时内有效。', out: '在所有设备上退出', out_text: '所有手机和电脑都要重新登录；没传完的都留在他手机上。', out_title: '让{name}在所有设备上退出', out_ask: '他要重新登录才能接着用；没传完的都留在手机上，登录后接着传。', out_done: '已在所有设备上退出。',
    stop: '停用', stop_text: '离开了、不再用了：停用以后不能登录，做过的记录都还在。', stop_title: '停用{name}', stop_ask: '停用以后马上不能登录，可以随时恢复。做过的记录和岗位都还在。', stopped: '已停用。', start: '恢复', start_text: '恢复以后又能登录。', started: '已恢复，又能登录了。',
    devices: '设备', seen: '上次用：{time}', end_device: '停用设备', device_title: '停用设备：{name}', lost: '换了或坏了', lost_text: '这台设备要退出；上面没传完的 7 天内还能传上来，由管理的人看过再算。', stolen: '被偷或丢了', stolen_text: '这台设备上的东西一概不收，没传完的也不收。', device_ended: '{time} 停用', device_stolen: '{time} 停用，说是丢了', revoked: '设备已停用。', cancel: '不了',
  },
  en: {
    ties: 'Conflicts of interest: whom this person may not check',
    up: 'People', one: 'Person', reading: 'Fetching the person', is_stopped: 'Stopped: this person cannot sign in now.', is_invited: 'Has not come yet: an invitation was made and not opened.', is_you: 'This is you. Your name, password and devices are under Me; your posts are for others to manage.', not_yours: 'This person has posts elsewhere or above yours: you manage only those with you.',
    person: 'The person', name: 'Name', need_name: 'Please give the name', phone: 'Phone', login: 'Login: ', no_login: 'none yet; chosen when the invitation is opened', save: 'Save', saved: 'Saved on the server.',
    way_in: 'Signing in', invite: 'Make another invitation link', invite_text: 'If the invitation was lost or ran out, make another; it ends the ones before.', reset: 'Make a link to a new password', reset_text: 'If the password is forgotten, send a link; it lasts 24 hours.', out: 'Sign out everywhere', out_text: 'Every phone and computer must sign in again; unsent work stays on the phone.', out_title: 'Sign {name} out everywhere', out_ask: 'Signing in again is needed to go on; unsent work stays on the phone and is sent afterwards.', out_done: 'Signed out everywhere.',
    stop: 'Stop the account', stop_text: 'Left, or no longer using it: cannot sign in any more; every record stays.', stop_title: 'Stop the account of {name}', stop_ask: 'Signing in ends at once and can be given back at any time. Records and posts stay.', stopped: 'The account is stopped.', start: 'Give back', start_text: 'Given back, this person can sign in again.', started: 'This person can sign in again.',
    devices: 'Devices', seen: 'Last used: {time}', end_device: 'End device', device_title: 'End device: {name}', lost: 'Replaced or broken', lost_text: 'The device is signed out; what it has not sent may still come for 7 days and is looked at by whoever is in charge.', stolen: 'Stolen or lost', stolen_text: 'Nothing more is taken from this device, not even unsent work.', device_ended: 'Ended {time}', device_stolen: 'Ended {time}, said to be lost', revoked: 'The device is ended.', cancel: 'Cancel',
  },
}
