export default {
  zh: { by: '回头看：{day}前', kept: '回头看：保持良好，{day}看过', recurred: '回头看：又出现，{day}看过', again: '又出现，另记为 {what}', before: '销号后又出现，原来是 {what}', unsent: '还没上传的一条' },
  en: { by: 'Look-back by {day}', kept: 'Looked at again {day}: kept', recurred: 'Looked at again {day}: came back', again: 'Came back, recorded as {what}', before: 'Came back after closing: {what}', unsent: 'one not sent yet' },
}
