export default {
  zh: {
    title: '随手拍', another: '换一家', choose: '选一家', which: '在哪家企业', nowhere: '不在企业里', nearest: '离您最近，{far}', own: '您的企业', chosen: '您选的', chosen_far: '您选的，{far}',
    nowhere_note: '附近没有登记的企业', refused_note: '没有定位权限，保存后可手填地点', waiting_note: '正在定位，不用等', unknown_note: '没有定位，保存后可手填地点',
    where_it_was: '还在原来的地方', later: '级别、类别、说明，都可以以后补', again: '又出现：{what}', failed: '不合格：{question}',
    resumed: '接着上次的，{time} 拍的都在', clear: '清空', at_position: '定位点 {lat}，{lon}', place_later: '地点待补充',
  },
  en: {
    title: 'Snap a hazard', another: 'Another', choose: 'Choose', which: 'Which enterprise', nowhere: 'Not at an enterprise', nearest: 'Nearest to you, {far}', own: 'Your enterprise', chosen: 'Chosen by you', chosen_far: 'Chosen by you, {far}',
    nowhere_note: 'No registered enterprise nearby', refused_note: 'Position not allowed; name the place later', waiting_note: 'Finding the position; no need to wait', unknown_note: 'No position; name the place after saving',
    where_it_was: 'Where it was before', later: 'Level, category and words can wait', again: 'Came back: {what}', failed: 'Failed: {question}',
    resumed: 'Going on from {time}; all photos are here', clear: 'Clear', at_position: 'At {lat}, {lon}', place_later: 'Place to be added',
  },
}
