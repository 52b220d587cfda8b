export default {
  zh: {
    title: '回头看', note: '销号以后过几天回去看，有没有又出现。到日子自动排给当时复查的人。', reading: '正在读', major: '重大', major_suspected: '疑似重大', general: '一般', after: '销号后 {n} 天', at_once: '销号当天', none: '不回头看', within: '到日子后 {n} 天内看完', within_0: '到日子当天看完',
    own: '本级定的，{day} 起', inherited: '沿用{area}，{day} 起', shipped: '这是系统带的默认值，不是任何文件的规定。', from: '{day} 起：{what}', no_one: '都不看', comma: '，', change: '另定', set: '来定',
    certainty_text_seen: '见原文', certainty_plan: '参照方案', certainty_local: '本地规定', certainty_proposal: '建议，不是规定',
    who: '由谁定', here: '本级定', above: '按上级的', days: '{what}：销号后几天', days_hint: '不填就是不看', within_label: '到日子后几天内看完', begins: '从哪天起', begins_hint: '这天起销号的照这条；以前销号的照以前的。', source: '依据', source_hint: '哪个文件第几条，或谁在什么会上定的', sure: '有多可靠', need: '请填 0 到 3650 的整数，或者不填', need_within: '请填 0 到 365 的整数', save: '就这样定', saving: '正在保存', saved: '定好了，{day} 起销号的照此回头看。',
  },
  en: {
    title: 'Look-backs', note: 'Some days after closing somebody looks whether it came back; it is planned for whoever accepted the repair.', reading: 'Reading', major: 'Major', major_suspected: 'Suspected major', general: 'General', after: '1 day after closing | {n} days after closing', at_once: 'On the day of closing', none: 'Not looked at again', within: 'Then seen within 1 day | Then seen within {n} days', within_0: 'Seen on that very day',
    own: 'Set here, since {day}', inherited: 'From {area}, since {day}', shipped: 'This figure comes with the system and is no document’s rule.', from: 'From {day}: {what}', no_one: 'none is looked at again', comma: ', ', change: 'Set anew', set: 'Set',
    certainty_text_seen: 'Text seen', certainty_plan: 'After a plan', certainty_local: 'Local rule', certainty_proposal: 'A proposal, not a rule',
    who: 'Who says it', here: 'Set here', above: 'The area above', days: '{what}: days after closing', days_hint: 'Empty: not looked at again', within_label: 'Then seen within how many days', begins: 'From which day', begins_hint: 'For what closes from that day on; what closed before goes by what was set then.', source: 'Where it is written', source_hint: 'Which document and article, or who settled it when', sure: 'How sure that is', need: 'A whole number from 0 to 3650, or nothing', need_within: 'A whole number from 0 to 365', save: 'Set it', saving: 'Saving', saved: 'Set, for what closes from {day} on.',
  },
}
