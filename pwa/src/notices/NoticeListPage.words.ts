export default {
  zh: { title: '消息', unread: '未读', all_read: '全部标为已读', empty: '还没有消息', empty_text: '交给您的、退回您的、快到期的，会在这里告诉您。', loading: '正在看', end: '到底了，共 {n} 条' },
  en: { title: 'Notices', unread: 'Unread', all_read: 'Mark all as read', empty: 'No notices yet', empty_text: 'What is assigned or sent back to you, or falls due, is told here.', loading: 'Looking', end: 'That is all, {n}' },
}
