export default {
  zh: {
    title: '逢查必考题库', note: '检查时随手考五道题。在用的题，各人的手机会自己收到。', table: '导入导出', export: '导出', new: '新增', reading: '正在取题库', search: '按题目、选项、编号或依据找', sector: '适用行业', trait: '适用特征', state: '状态',
    any_sector: '全部行业', every_sector: '不限行业的', any_trait: '全部特征', every_trait: '不限特征的', any_state: '全部状态', in_use: '在用', retired: '已停用', own: '本地写的或改过', everywhere: '到处都考', comma: '、', is_right: '（正确答案）',
    nothing: '没有这样的题', nothing_text: '换几个字，或放宽条件再找。', clear: '清掉条件', empty: '题库还是空的', empty_text: '可以一道一道新增，也可以从 Excel 一次导入。', empty_read: '由系统管理员来填。', shown: '共 {n} 道题',
  },
  en: {
    title: 'Bank of spot quizzes', note: 'Five of these are asked on the spot. Phones fetch those in use by themselves.', table: 'Import, export', export: 'Export', new: 'New question', reading: 'Fetching the bank', search: 'Find by question, choice, code or source', sector: 'Sector', trait: 'Attribute', state: 'State',
    any_sector: 'Any sector', every_sector: 'For every sector', any_trait: 'Any attribute', every_trait: 'For every attribute', any_state: 'Any state', in_use: 'In use', retired: 'Retired', own: 'Written or changed here', everywhere: 'Asked everywhere', comma: ', ', is_right: ' (the right one)',
    nothing: 'No such question', nothing_text: 'Try other words, or fewer conditions.', clear: 'Clear the conditions', empty: 'The bank is empty', empty_text: 'Write questions one by one, or bring them in from Excel at once.', empty_read: 'An administrator fills it.', shown: '1 question | {n} questions',
  },
}
