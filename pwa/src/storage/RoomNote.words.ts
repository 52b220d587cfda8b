export default {
  zh: { fits: '本机约还能存 {n} 张照片', many: '本机还能存 {n} 张以上照片' },
  en: { fits: 'Room for about {n} photos on this phone', many: 'Room for more than {n} photos on this phone' },
}
