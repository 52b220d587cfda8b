export default {
  zh: {
    title_act: '手机存满了，刚才这一步没有存住', title_work: '手机存满了，上传和更新先停下了', kept: '以前保存的都在', kept_n: '以前保存的都在，{n} 条等上传',
    todo_act: '请清掉已入库的原图，或删掉手机里别的东西，再做一次。', todo_work: '请清掉已入库的原图，或删掉手机里别的东西，有了空间会自动接着来。', go: '去清理', ok: '知道了',
  },
  en: {
    title_act: 'The phone is full; this last step was not kept', title_work: 'The phone is full; sending and updating have paused', kept: 'Everything saved before is here', kept_n: 'Everything saved before is here, {n} waiting to be sent',
    todo_act: 'Clear stored originals, or something else on the phone, and do it once more.', todo_work: 'Clear stored originals, or something else on the phone; once there is room it goes on by itself.', go: 'Make room', ok: 'All right',
  },
}
