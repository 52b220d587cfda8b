export default {
  zh: { choose: '请选区域', search: '按名称或代码找', nothing: '没有这样的区域' },
  en: { choose: 'Choose an area', search: 'Find by name or code', nothing: 'No such area' },
}
