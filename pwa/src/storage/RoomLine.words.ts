export default {
  zh: { few: '手机快存满了，约还能存 {n} 张照片', none: '手机存满了，存不下照片', go: '去清理' },
  en: { few: 'The phone is nearly full: room for about {n} photo | The phone is nearly full: room for about {n} photos', none: 'The phone is full: no room for photos', go: 'Make room' },
}
