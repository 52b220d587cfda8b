export default {
  zh: { works: '没有信号，照样能拍、能查、能改' },
  en: { works: 'No signal; taking, reading and saving work' },
}
