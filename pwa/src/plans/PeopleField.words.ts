export default {
  zh: { hint: '现场检查应当两人以上', none: '还没取到人员名单，有信号时再来；也可以先不指定人。', role_grid: '网格员', role_township: '镇街', role_district: '区级', role_expert: '专家' },
  en: { hint: 'A check is made by two or more', none: 'The list of people has not come yet; come back with a signal, or name nobody for now.', role_grid: 'Grid worker', role_township: 'Township', role_district: 'District', role_expert: 'Expert' },
}
