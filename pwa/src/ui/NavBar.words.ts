export default { zh: { back: '返回' }, en: { back: 'Back' } }
