export default { zh: { alt: '{name} 的签名' }, en: { alt: 'Signature of {name}' } }
