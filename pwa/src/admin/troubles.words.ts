/** The server's codes for single fields (places/fields.py, the verbs of places and people), as sentences. */
export default {
  zh: {
    required: '这一项必填', too_long: '太长了，请写短一些', too_short: '太短了', invalid_text: '有看不见的特殊字符，请删掉重写', wrong_type: '这一项填得不对，请再看一下',
    unknown_code: '请从列表里选', unknown: '没有这个地方，请重新选', out_of_range: '数字超出范围', no_such_day: '没有这一天，请重新选', not_yes_no: '请选是或否', not_a_count: '请填 0 到 1000000 的整数',
    uscc_length: '信用代码应是 18 位', uscc_characters: '信用代码里有不该有的字符（没有字母 I、O、S、V、Z）', uscc_check: '信用代码的校验位不对，可能抄错了一位', uscc_taken: '这个信用代码已经是另一家企业的',
    no_such_area: '这个区域没有了或已停用，请另选', no_such_enterprise: '找不到这家企业，请另选', circle: '绕了一圈又回到自己，请另选', position_half: '纬度和经度要么都填，要么都不填',
    code_taken: '这个代码已有区域在用', code_form: '代码只能用字母、数字和短横，2 到 24 位', level_order: '级别要比上级低、比下级高', item_twice: '有两项用了同一个代码',
    question_code: '编号只能用字母、数字和 . _ -，最多 40 位', question_code_taken: '已有一道题用这个编号', choice_twice: '和前面的一个选项一样，请改一个', three_or_four: '要三个或四个选项',
    taken: '这个登录名已经有人用了，请换一个', unfit: '这个岗位不能放在这里，请重新选地方', one_place: '区域和企业只选一个', before_starts_on: '结束日期不能早于开始日期', in_the_past: '不能从过去的日子算起', later_rule: '已经定了更晚开始的一条，先收回那一条', has_begun: '它已经开始执行了，可以停用，不能收回', days_in_order: '日期前后不对，请再看一下', wrong: '不对，请再看一下',
  },
  en: {
    required: 'This is needed', too_long: 'Too long; please shorten it', too_short: 'Too short', invalid_text: 'Has invisible characters; please write it anew', wrong_type: 'Something is not right here; please look again',
    unknown_code: 'Choose from the list', unknown: 'There is no such place; choose again', out_of_range: 'The number is out of range', no_such_day: 'There is no such day; choose again', not_yes_no: 'Choose yes or no', not_a_count: 'Give a whole number from 0 to 1,000,000',
    uscc_length: 'A credit code has 18 characters', uscc_characters: 'A credit code has no such characters (never I, O, S, V, Z)', uscc_check: 'The check character does not fit: one character may be wrong', uscc_taken: 'Another enterprise has this credit code already',
    no_such_area: 'This area is gone or given up; choose another', no_such_enterprise: 'This enterprise was not found; choose another', circle: 'This leads round in a circle; choose another', position_half: 'Give both latitude and longitude, or neither',
    code_taken: 'Another area has this code', code_form: 'Letters, digits and hyphens only, 2 to 24 of them', level_order: 'It must stand below its parent and above what lies in it', item_twice: 'Two items have the same code',
    question_code: 'Letters, digits and . _ - only, at most 40 of them', question_code_taken: 'Another question has this code', choice_twice: 'Says the same as a choice before it', three_or_four: 'Three choices or four',
    taken: 'Somebody already uses this login; choose another', unfit: 'This post cannot be held there; choose another place', one_place: 'Choose an area or an enterprise, not both', before_starts_on: 'It cannot end before it starts', in_the_past: 'It cannot begin in the past', later_rule: 'One that begins later is set already; take that one back first', has_begun: 'It has begun: it can be ended, not taken back', days_in_order: 'The days are not in order; please look again', wrong: 'Not right; please look again',
  },
}
