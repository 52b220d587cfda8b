export default {
  zh: {
    title: '检查频次', note: '按风险等级，多久查一次；到期的会自动排进检查安排。', area: '看哪个区域', reading: '正在读频次', plans: '检查安排', all_below: '这里定的，下面各级没有另定就照此执行。',
    inspection: '检查频次', inspection_note: '镇街、区里去查企业', self_check: '企业自查频次', self_check_note: '企业主要负责人带队查自己',
    red: '红', orange: '橙', yellow: '黄', blue: '蓝', grade: '等级',
    months: '每 {n} 个月一次', monthly: '每月一次', quarterly: '每季度一次', half_yearly: '每半年一次', yearly: '每年一次', days: '每 {n} 天一次', none: '没有定，不会自动安排', from: '{day} 起：{what}', ends: '{day} 起：没有定', own: '本级定的', inherited: '沿用{area}', elsewhere: '{area}定的', only: '只限{what}', since: '{day} 起',
    certainty_text_seen: '见原文', certainty_plan: '参照方案', certainty_local: '本地规定', certainty_proposal: '默认值，不是规定', way_unannounced: '四不两直', way_cross_area: '交叉检查', way_joint: '联合检查',
    change: '另定', set: '来定', end: '停用', back: '收回',
    form_title: '{grade}色企业：{kind}', every: '每隔多久', unit: '单位', unit_months: '个月', unit_days: '天', begins: '从哪天起', begins_hint: '到这天，原来的就停；已经排好还没查的会改期。', way: '用什么方式', way_planned: '计划检查', source: '依据', source_hint: '哪个文件第几条，或谁在什么会上定的', sure: '有多可靠', more: '只给某个行业或某张检查表定', sector: '只限行业', any_sector: '全部行业', list: '只限检查表', any_list: '按企业特点自动推荐',
    is_default: '这是系统带的默认值，不是任何文件的规定。请按本地规定改，并写上依据。', default_source: '系统默认值', need_every: '请填整数，1 到 3660', save: '就这样定', saving: '正在保存', saved: '定好了，{day} 起执行。',
    end_title: '停用这条？', end_text: '今天还算，明天起不再执行；上级定过的，明天起照上级的执行。已经排好的检查不取消。', end_do: '停用', ended: '停用了，明天起不再执行。', back_title: '收回这条？', back_text: '它还没有开始。收回后就像没定过一样，原来的接着执行。', back_do: '收回', took: '收回了，原来的接着执行。', cancel: '不了',
  },
  en: {
    title: 'How often', note: 'How often places of a grade are checked; what falls due is planned by itself.', area: 'In which area', reading: 'Reading the rules', plans: 'Planned checks', all_below: 'What is set here holds for everything below that has none of its own.',
    inspection: 'Checks by the offices', inspection_note: 'Township and district check enterprises', self_check: 'Self-checks', self_check_note: 'The principal checks his own enterprise',
    red: 'Red', orange: 'Orange', yellow: 'Yellow', blue: 'Blue', grade: 'Grade',
    months: 'Every month | Every {n} months', monthly: 'Every month', quarterly: 'Every quarter', half_yearly: 'Every half-year', yearly: 'Every year', days: 'Every day | Every {n} days', none: 'Not set: nothing is planned by itself', from: 'From {day}: {what}', ends: 'From {day}: not set', own: 'Set here', inherited: 'From {area}', elsewhere: 'Set in {area}', only: 'Only {what}', since: 'Since {day}',
    certainty_text_seen: 'Text seen', certainty_plan: 'After a plan', certainty_local: 'Local rule', certainty_proposal: 'Default, not a rule', way_unannounced: 'Unannounced', way_cross_area: 'Cross-area', way_joint: 'Joint',
    change: 'Set anew', set: 'Set', end: 'End', back: 'Take back',
    form_title: '{grade}: {kind}', every: 'Once in', unit: 'Unit', unit_months: 'months', unit_days: 'days', begins: 'From which day', begins_hint: 'That day the old one ends; open plans that are not walked yet move.', way: 'In which way', way_planned: 'Planned', source: 'Where it is written', source_hint: 'Which document and article, or who settled it when', sure: 'How sure that is', more: 'Only for one sector or one checklist', sector: 'Only this sector', any_sector: 'Every sector', list: 'Only this checklist', any_list: 'Whatever is proposed for the enterprise',
    is_default: 'This figure comes with the system and is no document’s rule. Change it to your local rule and say where that is written.', default_source: 'Default of the system', need_every: 'A whole number, 1 to 3660', save: 'Set it', saving: 'Saving', saved: 'Set, from {day} on.',
    end_title: 'End this rule?', end_text: 'It counts today and not from tomorrow on; what an area above has set holds then. Planned checks stay.', end_do: 'End it', ended: 'Ended: it does not count from tomorrow on.', back_title: 'Take this rule back?', back_text: 'It has not begun. Taken back, it is as if it had never been set, and the one before goes on.', back_do: 'Take back', took: 'Taken back; the one before goes on.', cancel: 'Leave it',
  },
}
