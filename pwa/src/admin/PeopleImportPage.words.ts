export default {
  zh: {
    title: '从 Excel 导入人员', up: '人员', first: '1 下载模板', first_text: '一行一个岗位：姓名、岗位，加上区域或企业。登录名可以不填，本人打开链接时自己定。', template: '下载模板', fetching: '正在取…', template_file: '人员名单.xlsx', second: '2 选文件', file: '把填好的名单放到这里', looking: '正在读这份名单，还什么都没有导入…', again: '再传一次',
    third: '3 看一看再导入', passed: '这些列不认识，没有用：{columns}', comma: '、', nothing: '没有要导入的行。', lines: '要导入的行', line: '行', name: '姓名', post: '岗位', new: '新的', changed: '有改动', changes: '会改：{what}', change_name: '姓名', change_phone: '手机', change_post: '加一个岗位', change_title: '职务', change_ends_on: '结束日期', more: '还有 {n} 行',
    take: '导入 {n} 行', taking: '正在导入…', take_note: '新的人会各得到一个邀请链接。', done: '导入好了', links: '{n} 个邀请链接', links_text: '这些链接只在这里显示一次，各人只能用一次，{time} 前有效。请分别发给本人。', link: '链接', copy: '全部复制', copied: '已复制，每行一个名字和链接。', copy_no: '没能复制，请存成文件。', save: '存成文件', links_file: '邀请链接.txt', see: '看人员', another: '再导入一份',
  },
  en: {
    title: 'Import people from Excel', up: 'People', first: '1 Get the template', first_text: 'One line for each post: name, post, and an area or enterprise. The login may stay empty; it is chosen when the link is opened.', template: 'Get the template', fetching: 'Fetching…', template_file: 'people.xlsx', second: '2 Choose the file', file: 'Put the filled-in list here', looking: 'Reading the list; nothing is taken yet…', again: 'Send it again',
    third: '3 Look, then take', passed: 'These columns are not known and were not used: {columns}', comma: ', ', nothing: 'There is nothing to take.', lines: 'Lines to take', line: 'Line', name: 'Name', post: 'Post', new: 'New', changed: 'Changed', changes: 'Would change: {what}', change_name: 'name', change_phone: 'phone', change_post: 'a further post', change_title: 'title', change_ends_on: 'last day', more: '{n} more',
    take: 'Take {n} line | Take {n} lines', taking: 'Taking…', take_note: 'Each new person gets an invitation link.', done: 'Taken', links: '{n} invitation link | {n} invitation links', links_text: 'These links are shown here once, each works once, until {time}. Send each to the person alone.', link: 'Link', copy: 'Copy all', copied: 'Copied: a name and a link on each line.', copy_no: 'Could not copy; save them as a file.', save: 'Save as a file', links_file: 'invitations.txt', see: 'See the people', another: 'Another list',
  },
}
