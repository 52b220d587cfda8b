export default {
  zh: { grip: '移动第 {n} 项，用上下方向键', drag: '拖动换位置，或用上下方向键', empty: '（还没有写检查内容）', no_code: '没有编号', faults: '{n} 处要改', rule: '有条件', memory: '凭记忆写的', up: '第 {n} 项上移', down: '第 {n} 项下移' },
  en: { grip: 'Move item {n} with the arrow keys', drag: 'Drag, or use the arrow keys', empty: '(no question yet)', no_code: 'No code', faults: '1 to mend | {n} to mend', rule: 'Rule', memory: 'From memory', up: 'Move item {n} up', down: 'Move item {n} down' },
}
