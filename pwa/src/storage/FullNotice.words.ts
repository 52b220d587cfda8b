export default {
  zh: { title: '手机存满了，刚才这一步没有存住', kept: '以前保存的都在', kept_n: '以前保存的都在，{n} 条等上传', todo: '请清掉已入库的原图，或删掉手机里别的东西，再做一次。', go: '去清理', ok: '知道了' },
  en: { title: 'The phone is full; this last step was not kept', kept: 'Everything saved before is here', kept_n: 'Everything saved before is here, {n} waiting to be sent', todo: 'Clear stored originals, or something else on the phone, and do it once more.', go: 'Make room', ok: 'All right' },
}
