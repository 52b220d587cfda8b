export default {
  zh: {
    name: '名称', need_name: '请填名称', code: '区划代码', code_hint: '国家区划代码；工业园、网格用自编的，如 350304102-G01', need_code: '请填代码', parent: '上级区域', top: '没有上级（最上面一级）', moving: '挪过去以后，里面的企业和隐患归新的上级看。',
    level: '级别', use: '使用', valid: '在用', given: '停用', given_note: '停用后不能再往里放企业；已有的企业、隐患和记录都还在。', save: '保存', saving: '正在保存…', now: '现在是：{name}，{code}，{level}', mine: '看过了，用我填的保存',
  },
  en: {
    name: 'Name', need_name: 'Please give the name', code: 'Division code', code_hint: 'The national code; parks and grids have one of our own, such as 350304102-G01', need_code: 'Please give the code', parent: 'Lies in', top: 'Nothing above (topmost)', moving: 'After the move its enterprises and hazards are seen by those above its new place.',
    level: 'Level', use: 'Use', valid: 'In use', given: 'Given up', given_note: 'No enterprise can be put into it any more; those there, hazards and records stay.', save: 'Save', saving: 'Saving…', now: 'It is now: {name}, {code}, {level}', mine: 'I have looked; save mine',
  },
}
