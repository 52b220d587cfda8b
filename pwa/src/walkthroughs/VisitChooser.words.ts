export default {
  zh: {
    title: '同一厂区', count: '{n} 家', how: '勾上的一次查完。每家各有各的检查表、记录和签名。', search: '找一家', every_one: '全勾上（{n} 家）', no_one: '全不勾',
    this: '本家', host: '房东', open: '上次 {n} 项未销号', walking: '{who} 正在查', join: '进去一起查', with: '{n} 项 · {list}', change: '{name}换一张检查表', items: '{n} 项', no_list: '没有适合的检查表', nobody: '没有叫这个名字的企业',
  },
  en: {
    title: 'On the same premises', count: '{n}', how: 'Those that are ticked are checked in one visit. Each has its own checklist, record and signatures.', search: 'Find one', every_one: 'Tick all ({n})', no_one: 'Untick all',
    this: 'This one', host: 'Host', open: '{n} not closed since last time', walking: 'Being checked by {who}', join: 'Check along', with: '1 item · {list} | {n} items · {list}', change: 'Another checklist for {name}', items: '1 item | {n} items', no_list: 'No checklist fits', nobody: 'No enterprise of that name',
  },
}
