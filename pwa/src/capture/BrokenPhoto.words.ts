export default {
  zh: { this: '没入库的照片', refused: '照片没被接收', bytes_missing: '这张照片在本机已经读不出来，请重拍', kept: '隐患和其它照片不受影响。', retake: '重拍这张', send_again: '再传一次', without: '不要这张' },
  en: { this: 'The photo not stored', refused: 'The photo was not accepted', bytes_missing: 'This photo can no longer be read here; please retake it', kept: 'The hazard and the other photos are not affected.', retake: 'Retake', send_again: 'Send again', without: 'Leave it out' },
}
