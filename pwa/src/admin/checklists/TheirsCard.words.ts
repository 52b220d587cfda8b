export default {
  zh: { title: '{who} {time} 也存了这份草稿', gone: '这份草稿已被发布或放弃', kept: '您写的都在本机，对方写的都在服务器上，谁的都没有丢。请您定接着用哪一份。', differ: '您的比对方的多 {added} 项、少 {dropped} 项、不一样 {changed} 项。', which: '不一样的：{codes}', comma: '、', mine: '用我的', theirs: '用对方的，我的另存一份', copy: '{title}（我写的）' },
  en: { title: '{who} saved this draft too, at {time}', gone: 'This draft was published or given up', kept: 'What you wrote is here, what the other wrote is on the server; nothing is lost. Decide which to go on with.', differ: 'Yours has {added} more, {dropped} fewer, and {changed} different.', which: ' Different: {codes}', comma: ', ', mine: 'Use mine', theirs: 'Use theirs, keep mine as another', copy: '{title} (mine)' },
}
