export default {
  zh: { title: '后台管理', out: '回“我的”', enterprises: '企业', people: '人员', areas: '区域', checklists: '检查表', questions: '题库', phones: '手机', frequency: '频次', draws: '抽查', offline: '没有网络。管理要连着服务器做，您填的都留着，有网络再保存。' },
  en: { title: 'Administration', out: 'Back to Me', enterprises: 'Enterprises', people: 'People', areas: 'Areas', checklists: 'Checklists', questions: 'Quiz bank', phones: 'Phones', frequency: 'How often', draws: 'Draws', offline: 'No network. Administration needs the server; what you fill in is kept, save it when there is one.' },
}
