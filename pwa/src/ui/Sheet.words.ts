export default { zh: { close: '关闭' }, en: { close: 'Close' } }
