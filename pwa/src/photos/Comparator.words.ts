export default {
  zh: { before: '整改前', after: '整改后', half: '各看一半', slider: '左右移动，对比整改前后', value: '左边 {n}% 是整改前', before_alt: '整改前：{what}', after_alt: '整改后：{what}' },
  en: { before: 'Before', after: 'After', half: 'Half and half', slider: 'Move to compare before and after', value: '{n}% from the left shows before', before_alt: 'Before: {what}', after_alt: 'After: {what}' },
}
