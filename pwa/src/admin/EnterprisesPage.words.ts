export default {
  zh: {
    title: '企业', import: '从 Excel 导入', add: '新增企业', search: '按名称、信用代码或地址找', name: '企业', area: '所在区域', sector: '行业', state: '状态', risk: '风险等级', staff: '从业人数', people: '{n} 人',
    any_area: '全部区域', any_sector: '全部行业', any_risk: '全部风险等级', any_state: '全部状态', reading: '正在取企业', nothing: '没有这样的企业', nothing_text: '换几个字，或放宽条件再找。', clear: '清掉条件', empty: '还没有企业', empty_text: '可以一家一家新增，也可以从 Excel 一次导入。',
    shown: '已列出 {n} 家',
  },
  en: {
    title: 'Enterprises', import: 'Import from Excel', add: 'New enterprise', search: 'Find by name, credit code or address', name: 'Enterprise', area: 'Area', sector: 'Sector', state: 'State', risk: 'Risk grade', staff: 'Staff', people: '{n} staff',
    any_area: 'Any area', any_sector: 'Any sector', any_risk: 'Any risk grade', any_state: 'Any state', reading: 'Fetching enterprises', nothing: 'No such enterprise', nothing_text: 'Try other words, or fewer conditions.', clear: 'Clear the conditions', empty: 'No enterprises yet', empty_text: 'Put them in one by one, or all at once from Excel.',
    shown: '{n} enterprise listed | {n} enterprises listed',
  },
}
