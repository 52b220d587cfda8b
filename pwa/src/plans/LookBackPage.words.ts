export default {
  zh: {
    title: '回头看', by: '{day}前看完', from: '{day}起', left: '还有 {n} 处没看', all_seen: '都看过了', unknown: '企业资料还没取到', loading: '正在读本机的记录', cancelled: '不用去了：{why}',
    missing: '本机没有这条安排', missing_text: '可能已经取消，或者已不归您管。', nobody: '还没指定谁去，去指定', offline: '没信号也能看、能拍，先存在本机。', plans: '看检查安排', home: '回今日',
    closed: '{day}销号', no_words: '还没写说明的隐患', kept: '保持良好', recurred: '又出现', note: '看到什么（可以不写）', snap: '拍照并保存', words_only: '不拍，只记这句', cancel: '先不答', seen_kept: '保持良好', seen_recurred: '又出现', new: '新的一条', before_alt: '整改前：{title}', after_alt: '整改后：{title}', no_after: '没有整改后的照片',
  },
  en: {
    title: 'Look-back', by: 'By {day}', from: 'from {day}', left: '1 still to see | {n} still to see', all_seen: 'All were seen', unknown: 'Enterprise still to come', loading: 'Reading the record on this phone', cancelled: 'Nobody needs to go: {why}',
    missing: 'This phone has no such plan', missing_text: 'It may have been cancelled, or left your area.', nobody: 'Nobody is named yet; say who goes', offline: 'Works without a signal; saved on this phone first.', plans: 'To planned checks', home: 'Back to today',
    closed: 'Closed {day}', no_words: 'A hazard without words yet', kept: 'Kept', recurred: 'Came back', note: 'What you see (may be empty)', snap: 'Photo and save', words_only: 'No photo, words only', cancel: 'Not yet', seen_kept: 'Kept', seen_recurred: 'Came back', new: 'The new one', before_alt: 'Before: {title}', after_alt: 'After: {title}', no_after: 'There is no photo after',
  },
}
