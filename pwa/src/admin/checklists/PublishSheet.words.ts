export default {
  zh: {
    title: '发布', faulty: '还有 {n} 处要改，改好才能发布。', first: '这张表第一次启用，共 {n} 项。有信号的手机马上能用。', same: '和正在用的一样。', added: '新增 {n} 项', dropped: '去掉 {n} 项', changed: '改动 {n} 项', frame: '名称、分节、次序或适用范围有改动。', more: '还有 {n} 项', comma: '、',
    walking: '已经开始的检查继续用开始时的那一版，做过的记录都不变。', mend: '去改', publish: '发布启用', publishing: '正在发布…',
    field_question: '检查内容', field_question_en: '英文', field_help: '帮助', field_help_en: '帮助（英文）', field_pictures: '示例图', field_kind: '怎么答', field_limits: '上下限', field_choices: '选项', field_failing: '不合格的选项', field_evidence: '证据', field_certificates: '特种作业证', field_weight: '分值', field_severity: '建议级别', field_category: '类别', field_criterion: '判定标准', field_article: '条款', field_source: '依据文件', field_basis: '依据', field_plan: '整改建议', field_verified: '核对程度', field_shown_if: '什么时候问',
  },
  en: {
    title: 'Publish', faulty: '1 thing is still to be mended before it can be published. | {n} things are still to be mended before it can be published.', first: 'This list comes into use for the first time, with {n} items. Phones with a signal have it at once.', same: 'The same as what is in use.', added: '{n} item added | {n} items added', dropped: '{n} item dropped | {n} items dropped', changed: '{n} item changed | {n} items changed', frame: 'Title, sections, order or whom it concerns has changed.', more: '{n} more', comma: ', ',
    walking: 'Walkthroughs that have begun go on with the edition they began with; what was recorded stays.', mend: 'Mend it', publish: 'Publish', publishing: 'Publishing…',
    field_question: 'question', field_question_en: 'English', field_help: 'help', field_help_en: 'help in English', field_pictures: 'pictures', field_kind: 'how it is answered', field_limits: 'limits', field_choices: 'choices', field_failing: 'failing choices', field_evidence: 'evidence', field_certificates: 'certificates', field_weight: 'weight', field_severity: 'severity', field_category: 'category', field_criterion: 'criterion', field_article: 'article', field_source: 'source', field_basis: 'basis', field_plan: 'advice', field_verified: 'how far checked', field_shown_if: 'when it is asked',
  },
}
