export default {
  zh: { none: '（空）', deleted: '删掉', kept: '留着', yes: '是', no: '否', position: '{lat}, {lon}（±{n} 米）', record_hazard: '隐患', record_photo: '照片', record_comment: '留言', record_other: '记录', whole: '整条' },
  en: { none: '(empty)', deleted: 'Delete it', kept: 'Keep it', yes: 'Yes', no: 'No', position: '{lat}, {lon} (±{n} m)', record_hazard: 'Hazard', record_photo: 'Photo', record_comment: 'Comment', record_other: 'Record', whole: 'Whole record' },
}
