export default {
  zh: { label: '备注', done: '记下', speak: '说一句', listening: '在听，说完点一下', who_hears: '声音由手机浏览器的厂商转成文字，它可能听得到。转出来的字可以改。', refused: '没有麦克风权限，请打字；也可以在浏览器设置里允许。', no_network: '没有信号，这台手机转不了文字，请打字。', nothing: '没听清，请再说一次或打字。' },
  en: { label: 'Note', done: 'Keep', speak: 'Speak', listening: 'Listening; tap when done', who_hears: 'The maker of this phone’s browser turns speech into words and may hear it. The words can be corrected.', refused: 'The microphone is not allowed: please type, or allow it in the browser’s settings.', no_network: 'Without a signal this phone cannot turn speech into words: please type.', nothing: 'Nothing was understood: say it again, or type.' },
}
