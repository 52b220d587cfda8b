export default {
  zh: {
    title: '台账导入导出', loading: '正在看这是哪家企业', out: '导出整本台账', out_text: '表里有完整的证号，常常就是身份证号：用完请收好或删掉。谁什么时候导出的，记在企业的经过里。', export: '导出', export_file: '{name} 特种作业人员台账.xlsx', exporting: '正在导出…',
    in_text: '用导出的表改，或者下载空模板填；自己的表也行，只要表头能认出来。表里没有的证不会动，空着的格子不会清掉内容。', template: '下载模板', template_file: '特种作业人员台账模板.xlsx', 
    done_text: '台账已经改好，各人的手机会自己收到。同一张表再传一次，什么都不会变。', nothing: '和台账一样，没有要导入的。', bad_text: '有一处错，整张表都不导入，台账还和原来一样。在原来的表里改好，再传一次。',
    holder: '持证人', state: '状态', registered: '在册', withdrawn: '注销', see: '看台账', 
  },
  en: {
    title: 'Ledger as a table', loading: 'Looking which enterprise this is', out: 'Take the whole ledger out', out_text: 'The table has whole numbers, often identity numbers: keep it safe, or delete it after use. Who took it out and when stands in the enterprise\'s history.', export: 'Export', export_file: '{name} ledger.xlsx', exporting: 'Exporting…',
    in_text: 'Change an exported table, or fill in the template; a table of your own will do if its headings can be recognised. Certificates that are not in it stay as they are; an empty cell clears nothing.', template: 'Get the template', template_file: 'ledger.xlsx', 
    done_text: 'The ledger has it, and phones fetch it by themselves. Sending the same table again changes nothing.', nothing: 'It says what the ledger says; there is nothing to take.', bad_text: 'With one mistake nothing is taken, and the ledger is as it was. Mend them in your table and send it again.',
    holder: 'Holder', state: 'State', registered: 'registered', withdrawn: 'withdrawn', see: 'See the ledger', 
  },
}
