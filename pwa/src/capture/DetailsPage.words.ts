export default {
  zh: {
    title: '补充说明', description: '一句说明', example: '例：安全出口被纸箱堵住', category: '类别', all: '全部类别', place: '具体位置', place_example: '例：二车间东侧', disposal: '怎么处置',
    major: '像是重大隐患？', major_note: '对照官方判定标准，标为疑似，由镇街、区县来定', note: '没信号也能保存，先存在本机。', save: '保存', saving: '保存中…',
    again: '接着上次的，{time}', clear: '清空', not_yours: '这条已经核实，说明由镇街来改；您可以在隐患页写一句', missing: '本机没有这条隐患，可能已不归您管。',
  },
  en: {
    title: 'Add details', description: 'In one sentence', example: 'e.g. Cartons block the exit', category: 'Category', all: 'All categories', place: 'Exact place', place_example: 'e.g. Workshop 2, east side', disposal: 'How to deal with it',
    major: 'Could it be major?', major_note: 'Check the official criteria; the township decides', note: 'Works without signal; saved on this phone first.', save: 'Save', saving: 'Saving…',
    again: 'Going on from {time}', clear: 'Clear', not_yours: 'Verified already: the township edits it; you can comment on its page', missing: 'This phone has no such hazard; it may have left your area.',
  },
}
