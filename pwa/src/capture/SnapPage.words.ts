export default {
  zh: {
    title: '随手拍', another: '换一家', choose: '选一家', which: '在哪家企业', nowhere: '不在企业里', nearest: '离您最近，{far}', own: '您的企业', chosen: '您选的', chosen_far: '您选的，{far}',
    nowhere_note: '附近没有登记的企业', refused_note: '没有定位权限，保存后可手填地点', waiting_note: '正在定位，不用等', unknown_note: '没有定位，保存后可手填地点',
    shutter: '拍照', taken: '已拍 {n} 张，点开查看', save: '保存', saving: '保存中…', photos: '{n} 张照片', first_shoot: '先拍一张', later: '级别、类别、说明，都可以以后补',
    resumed: '接着上次的，{time} 拍的都在', clear: '清空', at_position: '定位点 {lat}，{lon}', place_later: '地点待补充',
    no_room: '手机空间不够，这张还没存住。已保存的都在；请在“我的”里清掉已入库的原图，再点保存。',
    no_picture: '“{name}”不是能用的照片，没有加进来。请换一张。', too_large: '“{name}”超过 20 兆，没有加进来。请换一张小些的。',
  },
  en: {
    title: 'Snap a hazard', another: 'Another', choose: 'Choose', which: 'Which enterprise', nowhere: 'Not at an enterprise', nearest: 'Nearest to you, {far}', own: 'Your enterprise', chosen: 'Chosen by you', chosen_far: 'Chosen by you, {far}',
    nowhere_note: 'No registered enterprise nearby', refused_note: 'Position not allowed; name the place later', waiting_note: 'Finding the position; no need to wait', unknown_note: 'No position; name the place after saving',
    shutter: 'Take a photo', taken: '{n} photo taken, open | {n} photos taken, open', save: 'Save', saving: 'Saving…', photos: '{n} photo | {n} photos', first_shoot: 'Photo first', later: 'Level, category and words can wait',
    resumed: 'Going on from {time}; all photos are here', clear: 'Clear', at_position: 'At {lat}, {lon}', place_later: 'Place to be added',
    no_room: 'The phone is full; this one is not kept yet. All saved ones are. Clear stored originals under “Me”, then tap Save.',
    no_picture: '“{name}” is not a usable photo and was not added. Please choose another.', too_large: '“{name}” is over 20 MB and was not added. Please choose a smaller one.',
  },
}
