export default {
  zh: {
    title: '这次检查', others: '同一次检查的企业', all: '总览', loading: '正在读本机的记录', none: '这次检查不在本机', none_what: '它可能不在您的片区，或者还没有取到。', safe: '您查过的都在，有信号会自动上传', back: '回今日',
    gone: '已不在本机', gone_what: '这家已迁出您的片区。查过的都在记录里，由新的片区接着办。', walking: '在查', through: '查完待离场', finished: '待签名', signed: '已签名', withdrawn: '已撤回', closed: '已关闭',
    far: '已查 {done} / {all} 项', fails: '不合格 {n} 项', lacks: '还有 {n} 项缺照片或备注', elsewhere: '{who} 另开了一次，也在查这家', go_there: '去那边一起查',
    sum: '{all} 家，{signed} 家已签名', each: '每家一份记录，各自签名', add: '加一家', add_title: '加一家到这次检查', add_here: '同一厂区', add_other: '别的企业', add_no_list: '没有适合的检查表', search: '找一家', new: '名单上没有？先建企业', no_new: '名单上没有的，请镇街先建企业，再加进来。',
    go_on: '接着查：{name}', leave: '离场，{n} 家去签名', leave_what: '{n} 家一起记下离开的时间和位置', sign: '签名：{name}', home: '回今日', offline: '没信号，照样能查能签',
  },
  en: {
    title: 'This visit', others: 'Checked in the same visit', all: 'Overview', loading: 'Reading the record on this phone', none: 'This visit is not on this phone', none_what: 'It may be outside your area, or is not fetched yet.', safe: 'What you answered is kept and goes out with a signal', back: 'Back to today',
    gone: 'No longer on this phone', gone_what: 'It moved out of your area. What was answered is kept; the new area goes on.', walking: 'Walking', through: 'Done, to leave', finished: 'To be signed', signed: 'Signed', withdrawn: 'Withdrawn', closed: 'Closed',
    far: '{done} of {all} done', fails: '{n} failed', lacks: '1 item still wants a photo or a note | {n} items still want a photo or a note', elsewhere: '{who} began a visit of their own and checks here too', go_there: 'Check along there',
    sum: '{all} enterprises, {signed} signed', each: 'Each has its own record and signs it', add: 'Add one', add_title: 'Add one to this visit', add_here: 'On the same premises', add_other: 'Another enterprise', add_no_list: 'No checklist fits', search: 'Find one', new: 'Not on the list? Enter it first', no_new: 'One that is not on the list is entered by the township first, then added.',
    go_on: 'Go on: {name}', leave: 'Leave, sign 1 | Leave, sign {n}', leave_what: 'Time and place of leaving are recorded once for 1 | Time and place of leaving are recorded once for {n}', sign: 'Sign: {name}', home: 'Back to today', offline: 'No signal; checking and signing work',
  },
}
