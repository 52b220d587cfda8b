export default {
  zh: { title: '示例图', close: '关闭', previous: '上一张', next: '下一张', gone: '这张示例图不在这张检查表里了。', larger: '示例图 {n}' },
  en: { title: 'Example picture', close: 'Close', previous: 'Previous', next: 'Next', gone: 'The checklist no longer has this picture.', larger: 'Example {n}' },
}
