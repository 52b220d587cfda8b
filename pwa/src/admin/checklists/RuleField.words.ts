export default {
  zh: { answers: '前面的回答', answers_hint: '写了几条，要每一条都对上才问。不合格的一项任何时候都看得到。', item: '这一项', gone: '“{code}”不在这张表里了，请另选', is: '答成下面之一时', drop: '去掉这一条', add: '加一条“答了……才问”' },
  en: { answers: 'Answers before', answers_hint: 'Every one of these must hold. An item that failed is always shown.', item: 'When this item', gone: '“{code}” is not in this list any more; choose another', is: 'is answered with one of', drop: 'Remove this', add: 'Add “ask only when …”' },
}
