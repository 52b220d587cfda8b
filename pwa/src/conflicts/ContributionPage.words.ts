export default {
  zh: {
    title: '转交来的', title_mine: '已转交', theirs: '{who}留下 {n} 处改动', theirs_why: '写的时候他管这条，现在归您。收下的照常生效，并写明是他做的；不收的也留在经过里。', mine: '您的 {n} 处改动转给了{to}', mine_why: '您现在不管这条了。您写的都在，等对方收下或退回。',
    step: '办理：{act}', created: '新建', deleted: '删除', beyond: '“{act}”您现在办不了：请能办的人来收，或者写明原因退回', adopt: '收下', decline: '退回', reason: '为什么退回', reason_need: '请写一句为什么', note: '想说的（可不写）', do_adopt: '收下这些改动', do_decline: '退回', gone: '已经处理了', gone_text: '收下或退回的结果在隐患的经过里。', back: '回到需要处理', loading: '正在看', unnamed: '还没写说明的隐患', someone: '新的负责人', ok: '知道了', at: '{time} 写的', cancel: '取消',
  },
  en: {
    title: 'Handed to you', title_mine: 'Handed over', theirs: '{who} left {n} change | {who} left {n} changes', theirs_why: 'It was theirs when they wrote; now it is yours. What you take counts and names them as author; what you decline stays in the history.', mine: '{n} change of yours went to {to} | {n} changes of yours went to {to}', mine_why: 'It is no longer yours. What you wrote is kept until they take or decline it.',
    step: 'Step: {act}', created: 'New', deleted: 'Deletion', beyond: '“{act}” is not yours to do now: let somebody take it who may, or decline with a reason', adopt: 'Take them', decline: 'Decline', reason: 'Why you decline', reason_need: 'Please say why in a sentence', note: 'Anything to say (optional)', do_adopt: 'Take these changes', do_decline: 'Decline', gone: 'Already settled', gone_text: 'What was taken or declined is in the hazard\'s history.', back: 'Back to the tray', loading: 'Looking', unnamed: 'A hazard without words yet', someone: 'whoever is in charge', ok: 'All right', at: 'written {time}', cancel: 'Cancel',
  },
}
