export default {
  zh: {
    title: '题库导入导出', up: '题库', out: '导出整个题库', out_text: '停用的也在里面。改好可以再导入；没改的，导入不会有任何变化。', export: '导出', exporting: '正在导出…', export_file: '逢查必考题库.xlsx', template: '下载模板', template_file: '题库模板.xlsx',
    in_text: '用导出的表改，或者下载空模板填；自己的表也行，只要表头能认出来。有编号的按编号认，没有的按题目认，都没有就是新题。表里没有的题不会动，空着的格子不会清掉内容。', done_text: '题库已经改好，各人的手机会自己收到。同一张表再传一次，什么都不会变。', bad_text: '有一处错，整张表都不导入，题库还和原来一样。在原来的表里改好，再传一次。', nothing: '和题库一样，没有要导入的。', see: '看题库',
    question: '题目', question_en: '题目英文', choice: '选项{letter}', choice_en: '选项{letter}英文', right: '正确答案', explanation: '解析', explanation_en: '解析英文', source: '依据', verified: '文字核对', sectors: '适用行业', traits: '适用特征', state: '状态', in_use: '在用', retired: '已停用', everywhere: '不限', comma: '、',
  },
  en: {
    title: 'The bank as a table', up: 'Quiz bank', out: 'Take the whole bank out', out_text: 'With the retired questions. Change it and bring it in again; what was not touched changes nothing.', export: 'Export', exporting: 'Exporting…', export_file: 'quiz bank.xlsx', template: 'Get the template', template_file: 'questions.xlsx',
    in_text: 'Change an exported table, or fill in the template; a table of your own will do if its headings can be recognised. A question is known by its code, else by its words, else it is new. Questions that are not in it stay as they are; an empty cell clears nothing.', done_text: 'The bank has it, and phones fetch it by themselves. Sending the same table again changes nothing.', bad_text: 'With one mistake nothing is taken, and the bank is as it was. Mend them in your table and send it again.', nothing: 'It says what the bank says; there is nothing to take.', see: 'See the bank',
    question: 'Question', question_en: 'Question in English', choice: 'Choice {letter}', choice_en: 'Choice {letter} in English', right: 'Right', explanation: 'Explanation', explanation_en: 'Explanation in English', source: 'Rests on', verified: 'How far checked', sectors: 'Sectors', traits: 'Attributes', state: 'State', in_use: 'in use', retired: 'retired', everywhere: 'everywhere', comma: ', ',
  },
}
