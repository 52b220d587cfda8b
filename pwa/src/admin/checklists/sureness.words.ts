/** How well the text of a question was verified. */
export default {
  zh: { checked: '已对照', partly: '部分对照', unchecked: '未核对' },
  en: { checked: 'Checked', partly: 'Partly checked', unchecked: 'Not checked' },
}
