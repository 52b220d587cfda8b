export default {
  zh: { shutter: '拍照', taken: '已拍 {n} 张，点开查看', save: '保存', saving: '保存中…', photos: '{n} 张照片', first_shoot: '先拍一张' },
  en: { shutter: 'Take a photo', taken: '{n} photo taken, open | {n} photos taken, open', save: 'Save', saving: 'Saving…', photos: '{n} photo | {n} photos', first_shoot: 'Photo first' },
}
