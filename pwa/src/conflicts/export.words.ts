export default {
  zh: { title: '巡安 · 没传完的东西', made: '{name}，{time} 从这台手机导出', why: '原因', what: '内容', photo: '照片', data: '完整内容（给管理员）', file: '巡安-没传完的-{date}', op_create: '新建', op_set: '修改', op_act: '办理', op_delete: '删除', op_void: '作废', none: '没有要导出的' },
  en: { title: 'Xun\'an: not sent', made: 'Exported from this phone by {name}, {time}', why: 'Why', what: 'What', photo: 'Photo', data: 'Everything (for the administrator)', file: 'xunan-not-sent-{date}', op_create: 'New', op_set: 'Change', op_act: 'Step', op_delete: 'Deletion', op_void: 'Void', none: 'Nothing to export' },
}
