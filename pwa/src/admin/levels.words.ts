/** What each level of an area is called. */
export default {
  zh: { province: '省', city: '市', county: '县（市、区）', town: '镇街', park: '工业园', village: '村（社区）', grid: '网格' },
  en: { province: 'Province', city: 'City', county: 'County or district', town: 'Town or street', park: 'Industrial park', village: 'Village or community', grid: 'Grid' },
}
