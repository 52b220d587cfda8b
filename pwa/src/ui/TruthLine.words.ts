export default {
  zh: {
    saved: '{n} 条已保存在本机', aside: '，{aside} 条放一边', need: '{n} 条需要处理', all: '全部已入库', all_at: '全部已入库 · {time}',
    sending: '正在上传 {done}/{total}', never: '还没有取过清单', first: '还在取：{got} 条', ended: '请重新登录，{n} 条都在',
    ended_none: '请重新登录', signal: '等信号上传',
  },
  en: {
    saved: '{n} on this phone', aside: ', {aside} set aside', need: '{n} needs attention', all: 'Everything stored', all_at: 'Everything stored · {time}',
    sending: 'Sending {done}/{total}', never: 'Nothing fetched yet', first: 'Still fetching: {got}', ended: 'Please sign in; all {n} are here',
    ended_none: 'Please sign in', signal: 'Waiting for signal',
  },
}
