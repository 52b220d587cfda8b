export default {
  zh: {
    open: '{n} 个写法', open_label: '{what}有过 {n} 个写法，看看', title: '{what}：写过的都在这里', now: '现在用', stood: '以前用过', lost: '没生效',
    earlier: '更早', asking: '正在取更早的', clipped: '这里是本机有的；更早的要有信号才能取。',
  },
  en: {
    open: '{n} versions', open_label: '{what} had {n} versions; see them', title: '{what}: all that was written', now: 'Used now', stood: 'Used before', lost: 'Not in effect',
    earlier: 'Earlier', asking: 'Fetching older ones', clipped: 'This is what the phone has; older ones need a signal.',
  },
}
