export default {
  zh: {
    title: '安排检查', search: '找企业', grade: '风险等级', any_grade: '全部等级', sector: '行业', any_sector: '全部行业', area: '片区', any_area: '全部片区', visited: '上次检查', any_visit: '上次检查不限', visit_30: '30 天没查', visit_90: '90 天没查', visit_180: '半年没查', visit_0: '没查过',
    red: '红', orange: '橙', yellow: '黄', blue: '蓝', sector_metallurgy: '冶金', sector_nonferrous: '有色', sector_building_materials: '建材', sector_machinery: '机械', sector_light_industry: '轻工', sector_textile: '纺织', sector_tobacco: '烟草', sector_trade: '商贸',
    places: '查哪些企业', chosen: '已选 {n} 家', of: '{n} 家符合', all: '全选这 {n} 家', nothing: '没有符合的企业', nothing_text: '换个条件看看。', last: '上次 {day}', never: '没查过', planned: '已安排 {day}前', more: '再看 50 家',
    who: '谁去', starts: '哪天起', any_day: '随时可去', order: '开始的日子不能晚于最后期限', way: '用什么方式', due: '哪天前查完', list: '用哪张检查表', any_list: '按企业特点自动推荐', note: '交代一句', note_hint: '只有去查的人看得到，企业看不到', secret: '四不两直不会告诉企业，查完也不会。',
    save: '安排 {n} 家', pick: '先选企业', loading: '正在读本机的记录', not_yours: '安排检查由镇街和区里来做', not_yours_what: '安排给您的检查在“今日”页。', back: '回今日',
  },
  en: {
    title: 'Assign checks', search: 'Find an enterprise', grade: 'Risk grade', any_grade: 'All grades', sector: 'Sector', any_sector: 'All sectors', area: 'Area', any_area: 'All areas', visited: 'Last check', any_visit: 'Checked any time', visit_30: 'Not for 30 days', visit_90: 'Not for 90 days', visit_180: 'Not for half a year', visit_0: 'Never',
    red: 'Red', orange: 'Orange', yellow: 'Yellow', blue: 'Blue', sector_metallurgy: 'Metallurgy', sector_nonferrous: 'Non-ferrous metals', sector_building_materials: 'Building materials', sector_machinery: 'Machinery', sector_light_industry: 'Light industry', sector_textile: 'Textile', sector_tobacco: 'Tobacco', sector_trade: 'Trade',
    places: 'Which enterprises', chosen: '{n} chosen', of: '{n} match', all: 'Choose these {n}', nothing: 'No enterprise matches', nothing_text: 'Try other conditions.', last: 'Last {day}', never: 'Never checked', planned: 'Planned by {day}', more: '50 more',
    who: 'Who goes', starts: 'From which day', any_day: 'Any day', order: 'It cannot begin after its last day', way: 'In which way', due: 'By which day', list: 'Which checklist', any_list: 'Proposed by what the enterprise is like', note: 'A word with it', note_hint: 'Seen by those who go, not by the enterprise', secret: 'The enterprise never hears of an unannounced check.',
    save: 'Assign {n} check | Assign {n} checks', pick: 'Choose enterprises first', loading: 'Reading the record on this phone', not_yours: 'Checks are assigned by township and district', not_yours_what: 'What is assigned to you is on the page Today.', back: 'Back to today',
  },
}
