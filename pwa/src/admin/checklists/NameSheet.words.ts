export default {
  zh: { copy: '复制成新表', new: '新建检查表', copy_of: '{title}（副本）', copy_what: '所有的项都抄过去，成为一份草稿；原来的表不变。', title: '名称', code: '编号', code_hint: '字母、数字和 . _ -，例如 street-2', need_title: '请写名称', need_code: '以字母或数字开头，只用字母、数字和 . _ -', making: '正在建…', do_copy: '复制，去编辑', do_new: '新建，去编辑' },
  en: { copy: 'Copy to a new checklist', new: 'New checklist', copy_of: '{title} (copy)', copy_what: 'Every item is copied into a draft; the original stays as it is.', title: 'Title', code: 'Code', code_hint: 'Letters, digits and . _ -, such as street-2', need_title: 'Please give a title', need_code: 'Begin with a letter or digit; letters, digits and . _ - only', making: 'Making…', do_copy: 'Copy and edit', do_new: 'Make and edit' },
}
