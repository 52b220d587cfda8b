export default {
  zh: { title: '企业', gone: '这家企业不在本机', gone_what: '它可能不在您的片区，或者清单还没有取到。', safe: '别的企业不受影响，可以照常用', loading: '正在读本机的记录', back: '回今日', open: '没销号的隐患', count: '{n} 条', none: '没有没销号的隐患', closed: '销号过 {n} 条', snap: '拍这家的隐患', check: '开始检查', all: '看这家的全部隐患' },
  en: { title: 'Enterprise', gone: 'This enterprise is not on this phone', gone_what: 'It may be outside your area, or the list is not fetched yet.', safe: 'Other enterprises are not affected', loading: 'Reading the record on this phone', back: 'Back to today', open: 'Open hazards', count: '{n}', none: 'No open hazards', closed: '{n} closed before', snap: 'Snap here', check: 'Start check', all: 'All hazards of this enterprise' },
}
