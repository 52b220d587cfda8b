/** What a phone says by itself when the server could not say it. */
export default {
  zh: { offline: '没有信号，连不上。填的都在，有信号再试一次。', reading: '没有信号，取不到。有信号时再看。', busy: '现在人多，请过一会儿再试。', broken: '没办成，您填的都在。请再试一次。', broken_reading: '服务器那边出了错，本机的都在。请再试一次。', number: '编号 {code}' },
  en: { offline: 'No signal. What you filled in is kept; try again when there is one.', reading: 'No signal, so it cannot be fetched. Look again when there is one.', busy: 'Many people at once just now. Please try again in a while.', broken: 'That did not work. What you filled in is kept; please try again.', broken_reading: 'Something went wrong at the server. What is on this device is kept; please try again.', number: 'Code {code}' },
}
