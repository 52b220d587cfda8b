/** What each post is called. */
export default {
  zh: { admin: '系统管理员', district: '区县监管', township: '镇街监管', grid: '网格员', principal: '主要负责人', manager: '安全员', employee: '员工', expert: '专家', at: '{place} · {role}' },
  en: { admin: 'Administrator', district: 'District officer', township: 'Township officer', grid: 'Grid worker', principal: 'Principal', manager: 'Safety manager', employee: 'Employee', expert: 'Expert', at: '{role}, {place}' },
}
