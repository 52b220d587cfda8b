export default {
  zh: { way_planned: '计划检查', way_unannounced: '四不两直', way_cross_area: '交叉检查', way_joint: '联合检查', way_random: '双随机', way_look_back: '回头看', way_self_check: '自查' },
  en: { way_planned: 'Planned', way_unannounced: 'Unannounced', way_cross_area: 'Cross-area', way_joint: 'Joint', way_random: 'Random draw', way_look_back: 'Look-back', way_self_check: 'Self-check' },
}
