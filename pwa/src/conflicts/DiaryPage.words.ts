export default {
  zh: {
    title: '上传日记', now: '现在', waiting: '在等的', waiting_n: '在等的 {n} 条', waiting_none: '没有在等的，都已送到。', loading: '正在看',
    tried: '试过', tried_none: '还没有试过。', tried_note: '只记在本机，留两周。', more: '再看 50 行',
    carry: '搬走和收回', carry_note: '存成一个文件，人能看，也能在这台或另一台手机上收回；同一份收几次都只算一次。', save: '全部导出成文件', share: '用别的应用发走', take: '收回导出的文件',
    taken: '收回了 {ops} 处改动、{photos} 张照片，接着传。', known: '另有 {n} 样这里已经有了，没有再收。', taken_none: '里面的这里都已经有了，什么都没变。',
    other: '这份文件是{name}的，只有他本人登录后能收回。什么都没收。', damaged: '这份文件不完整或被改过，读不出来。什么都没收，请换一份再试。', foreign: '这不是巡安导出的文件。什么都没收。', newer: '这份文件是更新的版本导出的，请先刷新到新版再收。什么都没收。',
    report: '发给管理员',
  },
  en: {
    title: 'Sync diary', now: 'Now', waiting: 'Waiting', waiting_n: 'Waiting: {n}', waiting_none: 'Nothing waits; everything has arrived.', loading: 'Looking',
    tried: 'Tried', tried_none: 'Nothing tried yet.', tried_note: 'Kept on this phone only, for two weeks.', more: '50 more lines',
    carry: 'Carry off and take in', carry_note: 'Saved as one file that people can read and that this or another phone can take in again. Taken in twice, it counts once.', save: 'Export all to a file', share: 'Send with another app', take: 'Take in an exported file',
    taken: 'Changes taken in: {ops}, photos: {photos}. They go on from here.', known: ' Already here and left alone: {n}.', taken_none: 'All of it is here already. Nothing has changed.',
    other: 'This file is {name}\'s; only {name} can take it in, signed in. Nothing was taken.', damaged: 'This file is incomplete or was altered and cannot be read. Nothing was taken; please try another copy.', foreign: 'This is no file that Xun\'an exported. Nothing was taken.', newer: 'This file comes from a newer version; please update the app first. Nothing was taken.',
    report: 'Send to the administrator',
  },
}
