export default {
  zh: {
    title: '照片', close: '关闭', compare: '对比', one: '看单张', previous: '上一张', next: '下一张', facts: '照片信息', where: '位置', by: '拍摄', state: '在哪里', caption: '说明', check: '核对码',
    unknown: '不详', no_time: '拍摄时间不详', accuracy: '误差 {n} 米', gone: '本机没有这张照片。', role_before: '整改前', role_after: '整改后', role_site: '现场', role_signature: '签名', role_evidence: '证据',
    stored: '已入库', attention: '需要处理', sending: '正在上传', saved: '已保存在本机', elsewhere: '还在拍它的手机上',
  },
  en: {
    title: 'Photo', close: 'Close', compare: 'Compare', one: 'One photo', previous: 'Previous', next: 'Next', facts: 'About this photo', where: 'Position', by: 'Taken by', state: 'Where it is', caption: 'Caption', check: 'Check code',
    unknown: 'unknown', no_time: 'Time unknown', accuracy: 'within {n} m', gone: 'This phone has no such photo.', role_before: 'Before', role_after: 'After', role_site: 'On site', role_signature: 'Signature', role_evidence: 'Evidence',
    stored: 'Stored', attention: 'Needs attention', sending: 'Sending', saved: 'Saved on this phone', elsewhere: 'Still on the phone that took it',
  },
}
