export default {
  zh: {
    title: '从 Excel 导入企业', up: '企业', first: '1 下载模板', first_text: '模板里有每一列怎么填、可选的词和您负责的区域。自己的表也行，只要表头能认出来。', template: '下载模板', fetching: '正在取…', template_file: '企业导入模板.xlsx',
    second: '2 选文件', file: '把填好的表放到这里', system: '表里的经纬度是哪种坐标', system_hint: '表里有“坐标系”一列的以那一列为准；没有经纬度就不用选。', system_WGS84: 'WGS84（GPS、北斗、天地图）', 'system_GCJ-02': 'GCJ-02（高德、腾讯）', 'system_BD-09': 'BD-09（百度）', looking: '正在读这张表，还什么都没有导入…', again: '再传一次',
    third: '3 看一看再导入', done: '导入好了', done_text: '已经记到服务器上。同一张表再传一次，什么都不会变。', passed: '这些列不认识，没有用：{columns}', comma: '、', colon: '：', nothing: '没有要导入的行。', lines: '要导入的行', lines_taken: '导入了的行', line: '行', name: '企业', what: '内容', new: '新的', changed: '有改动', empty: '（清空）', more: '还有 {n} 行',
    take: '导入 {n} 行', taking: '正在导入…', take_note: '按上面列的导入；有错的行不动。', see: '看企业', another: '再导入一份',
  },
  en: {
    title: 'Import enterprises from Excel', up: 'Enterprises', first: '1 Get the template', first_text: 'It explains every column, with the words to choose from and your areas. A table of your own will do if its headings can be recognised.', template: 'Get the template', fetching: 'Fetching…', template_file: 'enterprises.xlsx',
    second: '2 Choose the file', file: 'Put the filled-in table here', system: 'What its positions are measured in', system_hint: 'A column for the coordinate system in the table counts first; without positions there is nothing to choose.', system_WGS84: 'WGS84 (GPS, BeiDou, Tianditu)', 'system_GCJ-02': 'GCJ-02 (Amap, Tencent)', 'system_BD-09': 'BD-09 (Baidu)', looking: 'Reading the table; nothing is taken yet…', again: 'Send it again',
    third: '3 Look, then take', done: 'Taken', done_text: 'It is on the server. Sending the same table again changes nothing.', passed: 'These columns are not known and were not used: {columns}', comma: ', ', colon: ': ', nothing: 'There is nothing to take.', lines: 'Lines to take', lines_taken: 'Lines taken', line: 'Line', name: 'Enterprise', what: 'What', new: 'New', changed: 'Changed', empty: '(emptied)', more: '{n} more',
    take: 'Take {n} line | Take {n} lines', taking: 'Taking…', take_note: 'As listed above; wrong lines are left out.', see: 'See the enterprises', another: 'Another list',
  },
}
