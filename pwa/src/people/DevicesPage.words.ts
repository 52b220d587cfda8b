export default {
  zh: {
    title: '我的设备', here: '这台', seen: '上次使用 {time}', revoked: '已停用 {time}', revoke: '停用', why: '停用“{name}”', lost_ok: '只是不用了', lost_ok_note: '没传完的东西 7 天内还能传上来，然后从那台设备上清掉。', stolen: '丢了或被偷', stolen_note: '马上断开。那台设备上没传完的东西传不上来。', cancel: '不停用', reading: '正在取', again: '再取一次', title_error: '没取到设备清单',
  },
  en: {
    title: 'My devices', here: 'This one', seen: 'Last used {time}', revoked: 'Ended {time}', revoke: 'End', why: 'End "{name}"', lost_ok: 'No longer used', lost_ok_note: 'What it has not sent may still come in for 7 days; then it is cleared there.', stolen: 'Lost or stolen', stolen_note: 'Cut off at once. What it has not sent cannot come in any more.', cancel: 'Keep it', reading: 'Fetching', again: 'Try again', title_error: 'The list of devices did not come',
  },
}
