export default {
  zh: { none: '（空）', deleted: '删掉', kept: '留着', yes: '是', no: '否', position: '{lat}, {lon}（±{n} 米）', record_hazard: '隐患', record_photo: '照片', record_comment: '留言', record_walkthrough: '检查', record_answer: '检查项', record_other: '记录', field_result: '结果', field_note: '备注', result_pass: '合格', result_fail: '不合格', result_na: '不适用', whole: '整条' },
  en: { none: '(empty)', deleted: 'Delete it', kept: 'Keep it', yes: 'Yes', no: 'No', position: '{lat}, {lon} (±{n} m)', record_hazard: 'Hazard', record_photo: 'Photo', record_comment: 'Comment', record_walkthrough: 'Check', record_answer: 'Item of a check', record_other: 'Record', field_result: 'Result', field_note: 'Note', result_pass: 'Pass', result_fail: 'Fail', result_na: 'N/A', whole: 'Whole record' },
}
