/** Words of the signature pad. */
export default {
  zh: { clear: '重写', hint: '请在线上签名', empty: '{who}，还没有签名', signed: '{who}，已签名' },
  en: { clear: 'Clear', hint: 'Please sign on the line', empty: '{who}, not signed yet', signed: '{who}, signed' },
}
