export default {
  zh: {
    title: '区域', count: '共 {n} 个', reading: '正在取区域', search: '按名称或代码找', look_only: '区域由系统管理员维护，这里只看。', add: '新增区域', add_in: '在{name}下面加下级', below: '下级', change: '修改', edit: '修改：{name}',
    given_up: '已停用', inside: '{name}，下级 {n} 个', nothing: '没有这样的区域', empty: '还没有区域，从最上面一级开始新增。',
  },
  en: {
    title: 'Areas', count: '{n} area | {n} areas', reading: 'Fetching the areas', search: 'Find by name or code', look_only: 'Areas are kept by the administrator; here you look.', add: 'New area', add_in: 'Add below {name}', below: 'Add below', change: 'Change', edit: 'Change: {name}',
    given_up: 'Given up', inside: '{name}, {n} inside', nothing: 'No such area', empty: 'No areas yet; begin with the topmost.',
  },
}
