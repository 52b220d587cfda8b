export default {
  zh: { photo: '照片', note: '文字说明', never: '不要求', fail: '不合格时要有', always: '每次都要有', looks: '查特种作业证（过期、到期复审的自动不合格）', kinds: '哪几种证', kinds_hint: '一个都不选就是哪种都算。' },
  en: { photo: 'Photo', note: 'Note', never: 'Not asked for', fail: 'When it fails', always: 'Always', looks: 'Look at special-operation certificates (expired or due ones fail by themselves)', kinds: 'Which kinds', kinds_hint: 'None chosen: any kind.' },
}
