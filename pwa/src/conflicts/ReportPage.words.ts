export default {
  zh: { title: '发给管理员', what: '要发的就是这些', without: '只有数目、编号和时间；没有您写的字，没有姓名、位置和照片。', making: '正在写', send: '发给管理员', sending: '正在发…', again: '再发一次', back: '回日记', sent: '{time} 已发给管理员。', offline: '没有信号，没发出去。有信号时请再点一次。' },
  en: { title: 'Send to the administrator', what: 'This is all that is sent', without: 'Counts, codes and times only; nothing you wrote, no names, positions or photos.', making: 'Writing', send: 'Send to the administrator', sending: 'Sending…', again: 'Send again', back: 'Back to the diary', sent: 'Sent to the administrator at {time}.', offline: 'No signal, so it was not sent. Please tap again when there is one.' },
}
