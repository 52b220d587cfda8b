export default {
  zh: { title: '已拍 {n} 张，还没保存', photo: '第 {n} 张', remove: '不要这张', no_time: '时间不详' },
  en: { title: '{n} photo, not saved yet | {n} photos, not saved yet', photo: 'Photo {n}', remove: 'Remove', no_time: 'Time unknown' },
}
