export default {
  zh: { title: '专家意见', waits: '等答复', late: '销号后才到', asked: '{who}问：{question}', signature: '{name}的签名', saved: '已保存在本机，有信号自动上传' },
  en: { title: 'Expert opinions', waits: 'Not answered yet', late: 'Came after it closed', asked: '{who} asked: {question}', signature: 'Signature of {name}', saved: 'Saved on this phone; it sends itself' },
}
