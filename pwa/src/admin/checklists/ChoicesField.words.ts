export default {
  zh: { choices: '选项', choice: '选项 {n}', fails: '不合格', drop: '去掉选项 {n}', add: '加一个选项' },
  en: { choices: 'Choices', choice: 'Choice {n}', fails: 'Fails', drop: 'Remove choice {n}', add: 'Add a choice' },
}
