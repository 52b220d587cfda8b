export default {
  zh: { title: '编辑检查表', up: '回检查表', reading: '正在取检查表', official: '随系统提供的表不能直接改。请先复制成新表，再改那一份。' },
  en: { title: 'Edit a checklist', up: 'Back to the checklist', reading: 'Fetching the checklist', official: 'A list that comes with the system cannot be changed itself. Copy it and change the copy.' },
}
