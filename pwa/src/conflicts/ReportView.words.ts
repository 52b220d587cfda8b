export default {
  zh: {
    here: '还在手机上的', nothing: '没有，都已送到。', ops: '{what} {n} 处', oldest: '最早 {time}', code: '原因 {code}',
    state_waiting: '等着传', state_held: '等照片', state_sent: '已送出，等回话', state_attention: '没被接收', state_aside: '本人放在一边',
    photos: '照片 {n} 张', photo_captured: '还没缩小', photo_shrunk: '等着传', photo_uploading: '传到一半', photo_attention: '没传上去',
    phone: '这台手机', app: '版本 {app}（格式 {schema}）', clock_right: '时钟准', clock_fast: '时钟快 {n} 秒', clock_slow: '时钟慢 {n} 秒', room: '还有 {size}空间', room_unknown: '没说还有多少空间', made: '{time} 写的',
    tried: '试过的 {n} 行', tried_none: '没有。',
  },
  en: {
    here: 'Still on the phone', nothing: 'Nothing; everything has arrived.', ops: '{what}: {n}', oldest: 'oldest {time}', code: 'reason {code}',
    state_waiting: 'waiting', state_held: 'waiting for photos', state_sent: 'sent, not answered', state_attention: 'not accepted', state_aside: 'set aside by its owner',
    photos: '{n} photo | {n} photos', photo_captured: 'not made small yet', photo_shrunk: 'waiting', photo_uploading: 'half sent', photo_attention: 'not taken',
    phone: 'The phone', app: 'Version {app} (schema {schema})', clock_right: 'Clock is right', clock_fast: 'Clock {n} seconds fast', clock_slow: 'Clock {n} seconds slow', room: '{size} of space left', room_unknown: 'Does not say how much space is left', made: 'Written {time}',
    tried: 'Tries, {n} line | Tries, {n} lines', tried_none: 'None.',
  },
}
