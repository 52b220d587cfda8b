export default {
  zh: { photo: '照片 {n}', no_time: '时间不详', saved: '在本机', sent: '正在上传', stored: '已入库', need: '需要处理' },
  en: { photo: 'Photo {n}', no_time: 'no time', saved: 'on this phone', sent: 'sending', stored: 'stored', need: 'needs attention' },
}
