export default {
  zh: {
    title: '本机存储', used: '已用 {size}', fits: '约还能存 {n} 张照片', fits_many: '约还能存 {n} 张以上照片', fits_none: '存不下照片了', unknown: '这台手机不说还剩多少空间。',
    granted: '长期保存：已获准', granted_note: '手机空间紧张时，也不会自己清掉这里的东西。',
    refused: '长期保存：未获准', refused_note: '手机空间紧张时，可能清掉这里的东西；没传完的请尽快上传。把本应用添加到桌面，一般就能获准。', unsaid: '这台手机不说能不能长期保存；没传完的请尽快上传。',
    ask: '再申请一次', again: '手机还没有答应。添加到桌面、多用几天以后再试。',
    clear: '清掉已入库的原图', clear_note: '{n} 张，约 {size}', nothing: '没有可清的', clear_title: '清掉已入库的原图',
    clear_text: '这 {n} 张服务器已逐张按指纹核对入库，清掉约能腾出 {size}。小图留着，要看大图时再从服务器取；没入库的一张都不动。', do_clear: '清掉', stay: '先留着', clearing: '正在清…', freed: '已腾出 {size}，没入库的一张没动。',
  },
  en: {
    title: 'Storage on this phone', used: '{size} used', fits: 'Room for about {n} photo | Room for about {n} photos', fits_many: 'Room for more than {n} photos', fits_none: 'No room for photos', unknown: 'This phone does not tell how much room is left.',
    granted: 'Kept for good: granted', granted_note: 'Even when short of space the phone will not clear what is here.',
    refused: 'Kept for good: not granted', refused_note: 'When short of space the phone may clear what is here; send what waits soon. Adding the app to the home screen usually helps.', unsaid: 'This phone does not tell whether it keeps things for good; send what waits soon.',
    ask: 'Ask again', again: 'The phone has not agreed yet. Add the app to the home screen and try in a few days.',
    clear: 'Clear stored originals', clear_note: '{n}, about {size}', nothing: 'Nothing to clear', clear_title: 'Clear stored originals',
    clear_text: 'The server has confirmed each of these {n} by its fingerprint. Clearing them frees about {size}. Small pictures stay, large ones come from the server; nothing unsent is touched.', do_clear: 'Clear', stay: 'Keep them', clearing: 'Clearing…', freed: '{size} freed. Nothing unsent was touched.',
  },
}
