export default {
  zh: { accuracy: '定位误差 {n} 米', no_position: '没有定位', gallery: '相册照片', taken: '拍于 {time}', added: '{time} 加入', mark: '巡安' },
  en: { accuracy: 'within {n} m', no_position: 'no position', gallery: 'From the gallery', taken: 'Taken {time}', added: 'added {time}', mark: "Xun'an" },
}
