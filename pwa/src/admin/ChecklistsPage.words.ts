export default {
  zh: { title: '检查表', note: '每一项都标明了文字核对到什么程度。', reading: '正在取检查表', empty: '还没有检查表。', items: '{n} 项', built_in: '随系统提供', own: '本地自己的', retired: '已停用', count: '{what} {n} 项' },
  en: { title: 'Checklists', note: 'Each question says how far its text was checked.', reading: 'Fetching the checklists', empty: 'No checklists yet.', items: '{n} item | {n} items', built_in: 'comes with the system', own: 'made here', retired: 'not in use', count: '{what}: {n}' },
}
