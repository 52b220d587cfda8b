export default {
  zh: { hint: '现场检查应当两人以上', none: '还没取到人员名单，有信号时再来；也可以先不指定人。', role_grid: '网格员', role_township: '镇街', role_district: '区级', role_expert: '专家', role_principal: '主要负责人', role_manager: '安全管理人员', hint_own: '由主要负责人带队；这里是本企业有账号的负责人和管理人员' },
  en: { hint: 'A check is made by two or more', none: 'The list of people has not come yet; come back with a signal, or name nobody for now.', role_grid: 'Grid worker', role_township: 'Township', role_district: 'District', role_expert: 'Expert', role_principal: 'Principal', role_manager: 'Manager', hint_own: 'Led by the principal; these answer for the enterprise and have an account' },
}
