export default {
  zh: { saved: '已保存在本机', sent: '正在上传', stored: '已入库', need: '需要处理' },
  en: { saved: 'Saved on this phone', sent: 'Sending', stored: 'Stored', need: 'Needs attention' },
}
