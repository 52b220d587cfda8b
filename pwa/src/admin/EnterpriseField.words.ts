export default {
  zh: { choose: '请选企业', search: '按名称、信用代码或地址找', nothing: '没有这样的企业' },
  en: { choose: 'Choose an enterprise', search: 'Find by name, credit code or address', nothing: 'No such enterprise' },
}
