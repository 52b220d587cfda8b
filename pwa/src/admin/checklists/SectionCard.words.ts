export default {
  zh: { section: '第 {n} 节', up: '第 {n} 节上移', down: '第 {n} 节下移', away: '删掉第 {n} 节', title: '这一节的标题', title_en: '标题（英文）', rule: '这一节什么时候问', item_up: '上移', item_down: '下移', double: '照抄一项', drop: '删掉', send: '放到哪一节', to: '在“{title}”', add: '加一项' },
  en: { section: 'Section {n}', up: 'Move section {n} up', down: 'Move section {n} down', away: 'Delete section {n}', title: 'Title of the section (Chinese)', title_en: 'Title in English', rule: 'When this section is asked', item_up: 'Up', item_down: 'Down', double: 'Duplicate', drop: 'Delete', send: 'In which section', to: 'In “{title}”', add: 'Add an item' },
}
