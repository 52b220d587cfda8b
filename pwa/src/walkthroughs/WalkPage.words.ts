export default {
  zh: {
    loading: '正在读本机的记录', gone: '这次检查不在本机', gone_what: '它可能不在您的片区，或者还没有取到。', safe: '您查过的都在，有信号会自动上传', back: '回今日',
    list: '全部项目', where: '第 {n} 项，共 {all} 项', kept: '已存', saving: '正在存…', criterion: '判定标准第{article}条。不合格会标为', criterion_plain: '官方判定标准里的一项。不合格会标为', suspected: '疑似重大', who_decides: '，由镇街、区里或专家定。', sure: '文字：{words}', basis: '依据：{words}',
    last: '上次 {when} · {result}', by: '{who} {time} 标了{result}', differ: '不一致时按更严的', conflict: '两个人答得不一样，按更严的算', same: '与上次相同：{result}',
    pass: '合格', fail: '不合格', na: '不适用', previous: '上一项', note: '写备注', skip: '先跳过', note_label: '备注', note_done: '记下', number: '读数', choice: '选一个', text: '写下来', number_wrong: '请填一个数',
    found: '已记隐患', photo_wanted: '还没拍照记隐患', snap: '拍照', finished: '{all} 项都查完了', finish: '结束检查，去签名', to_sign: '去签名', look_again: '再看一遍', still: '还有 {n} 项缺照片或备注',
    ask_title: '这一项是官方判定标准', ask_text: '您看到的情况像是重大隐患吗？标为疑似后由镇街、区里或专家判定。', ask_yes: '标为疑似重大', ask_no: '按一般隐患记',
    between: '{min} 到 {max} 之间合格', at_least: '不小于 {min} 合格', at_most: '不大于 {max} 合格', outside: '超出范围，这一项不合格', choice_fails: '选了这个，这一项不合格',
    proof_photo: '还要一张照片', proof_shoot: '去拍', photo_done: '有照片了', photo_more: '再拍一张', proof_note: '还要写一句备注', note_there: '备注写了', noted: '备注：{words}',
    withdrawn: '这次检查已撤回', is_over: '这次检查已结束', number_of: '第 {n} 项',
  },
  en: {
    loading: 'Reading the record on this phone', gone: 'This walkthrough is not on this phone', gone_what: 'It may be outside your area, or is not fetched yet.', safe: 'What you answered is kept and goes out with a signal', back: 'Back to today',
    list: 'All items', where: 'Item {n} of {all}', kept: 'Saved', saving: 'Saving…', criterion: 'Criterion, article {article}. A fail is marked ', criterion_plain: 'An official criterion. A fail is marked ', suspected: 'suspected major', who_decides: '; township, district or an expert decides.', sure: 'Wording: {words}', basis: 'Basis: {words}',
    last: 'Last time {when} · {result}', by: '{who} marked {result} at {time}', differ: 'If two differ, the stricter stands', conflict: 'Two answers differ; the stricter stands', same: 'Same as last time: {result}',
    pass: 'Pass', fail: 'Fail', na: 'N/A', previous: 'Previous', note: 'Note', skip: 'Skip for now', note_label: 'Note', note_done: 'Keep', number: 'Reading', choice: 'Choose one', text: 'In words', number_wrong: 'Please give a number',
    found: 'Hazard recorded', photo_wanted: 'No photo of the hazard yet', snap: 'Photo', finished: 'All {all} items are done', finish: 'Finish and sign', to_sign: 'Sign', look_again: 'Look again', still: '1 item still wants a photo or a note | {n} items still want a photo or a note',
    ask_title: 'This is an official criterion', ask_text: 'Does what you see look like a major hazard? Once suspected, township, district or an expert decides.', ask_yes: 'Suspected major', ask_no: 'Record as general',
    between: 'Passes from {min} to {max}', at_least: 'Passes from {min} up', at_most: 'Passes up to {max}', outside: 'Out of limits: this item fails', choice_fails: 'With this choice the item fails',
    proof_photo: 'A photo is wanted', proof_shoot: 'Take it', photo_done: 'Has a photo', photo_more: 'One more', proof_note: 'A note is wanted', note_there: 'Has a note', noted: 'Note: {words}',
    withdrawn: 'This walkthrough was withdrawn', is_over: 'This walkthrough is finished', number_of: 'Item {n}',
  },
}
