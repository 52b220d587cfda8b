export default {
  zh: { role: '岗位', choose: '请选岗位', title: '职务（可以不填）', where: '在哪里任职', where_area: '区域', where_enterprise: '企业', where_site: '全部', area: '负责的区域', enterprise: '所在企业', starts: '从哪天起', starts_hint: '不选就从今天起', ends: '到哪天为止', endless: '一直有效' },
  en: { role: 'Post', choose: 'Choose a post', title: 'Title (optional)', where: 'Held where', where_area: 'An area', where_enterprise: 'An enterprise', where_site: 'Everywhere', area: 'Area looked after', enterprise: 'Enterprise', starts: 'From', starts_hint: 'Today, unless you choose', ends: 'Until', endless: 'Without end' },
}
