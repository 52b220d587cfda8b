export default {
  zh: { up: '企业', one: '企业', new: '新增企业', hazards: '看它的隐患', ledger: '操作证台账', reading: '正在取这家企业', host_elsewhere: '别的区域的一家企业' },
  en: { up: 'Enterprises', one: 'Enterprise', new: 'New enterprise', hazards: 'See its hazards', ledger: 'Ledger of certificates', reading: 'Fetching the enterprise', host_elsewhere: 'An enterprise in another area' },
}
