export default {
  zh: {
    question: '检查内容', question_en: '检查内容（英文）', code: '编号', code_hint: '回答按编号保存，每项不同', weight: '分值', weight_hint: '0 到 100，不填算 1', severity: '不合格时建议', category: '隐患类别', no_category: '不分类',
    kind: '怎么答', yes_no: '合格 / 不合格', number: '填数', choice: '选一个', text: '写字', photo: '拍照',
    hint_yes_no: '合格、不合格、不适用三选一。', hint_number: '超出上下限自动不合格。', hint_choice: '选到标了“不合格”的选项，自动不合格。', hint_text: '写几句话，再点合格或不合格。', hint_photo: '拍一张照片，再点合格或不合格。',
    min: '不低于', max: '不高于', unit: '单位', help: '帮助和示例图', help_zh: '怎么看、怎么量', help_en: '怎么看、怎么量（英文）', proof: '要留的证据', basis: '依据', document: '文件', article: '条', clause: '项', basis_words: '依据（一句话）', basis_hint: '检查时显示在问题下面',
    verified: '文字核对到什么程度', verified_hint: '改过文字就要重新核对。', verified_none: '没有说明', rule: '什么时候问',
  },
  en: {
    question: 'Question', question_en: 'Question in English', code: 'Code', code_hint: 'Answers are kept by it; each item has its own', weight: 'Weight', weight_hint: '0 to 100; empty counts 1', severity: 'A fail suggests', category: 'Category of hazard', no_category: 'None',
    kind: 'How it is answered', yes_no: 'Pass / fail', number: 'A number', choice: 'One of a few', text: 'In words', photo: 'A photo',
    hint_yes_no: 'Pass, fail or not applicable.', hint_number: 'A number outside the limits fails by itself.', hint_choice: 'A choice marked as failing fails by itself.', hint_text: 'A few words, then pass or fail.', hint_photo: 'A photo, then pass or fail.',
    min: 'At least', max: 'At most', unit: 'Unit', help: 'Help and example pictures', help_zh: 'How to look or measure (Chinese)', help_en: 'How to look or measure (English)', proof: 'Evidence wanted', basis: 'What it rests on', document: 'Document', article: 'Article', clause: 'Item', basis_words: 'Basis in a line', basis_hint: 'Shown below the question',
    verified: 'How far the text was checked', verified_hint: 'Check again once you have changed the words.', verified_none: 'Not said', rule: 'When it is asked',
  },
}
