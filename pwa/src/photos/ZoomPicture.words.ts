export default {
  zh: { larger: '放大', smaller: '缩小', away: '这张照片不在本机，有信号时可以看。' },
  en: { larger: 'Larger', smaller: 'Smaller', away: 'This photo is not on this phone; it shows when there is signal.' },
}
