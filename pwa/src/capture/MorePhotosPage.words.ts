export default {
  zh: {
    title: '补拍照片', as_before: '记为整改前的照片', as_site: '记为现场照片，整改后的照片在“去整改”里拍', resumed: '接着上次的，{time} 拍的都在', clear: '清空',
    missing: '这条隐患不在本机，可能已划出您的片区。', ended: '这条隐患已办结，不能再加照片', look: '去看看',
  },
  en: {
    title: 'Add photos', as_before: 'Kept as photos from before the repair', as_site: 'Kept as site photos; photos of the repair go with “Fix”', resumed: 'Going on from {time}; all photos are here', clear: 'Clear',
    missing: 'This hazard is not on this phone; it may have left your area.', ended: 'This hazard is finished; no more photos can be added', look: 'Look at it',
  },
}
