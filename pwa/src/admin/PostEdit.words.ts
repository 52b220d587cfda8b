export default {
  zh: { head: '改岗位：{post}', title: '职务（可以不填）', starts: '从哪天起', ends: '到哪天为止', endless: '一直有效', save: '保存', saving: '正在保存…', cancel: '不改了' },
  en: { head: 'Change post: {post}', title: 'Title (optional)', starts: 'From', ends: 'Until', endless: 'Without end', save: 'Save', saving: 'Saving…', cancel: 'Leave it' },
}
