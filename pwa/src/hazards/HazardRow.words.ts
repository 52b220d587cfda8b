export default {
  zh: { waiting: '已保存在本机', sending: '已上传 {done}/{total} 张', attention: '需要处理', gone: '这条已不在您的片区', alt: '{title}，整改前', alt_after: '{title}，整改后', again: '第 {n} 次整改', stopped: '停用中', listed: '挂牌督办' },
  en: { waiting: 'Saved on this phone', sending: '{done} of {total} photos sent', attention: 'Needs attention', gone: 'No longer in your area', alt: '{title}, before', alt_after: '{title}, after', again: 'Round {n}', stopped: 'Use stopped', listed: 'Listed' },
}
