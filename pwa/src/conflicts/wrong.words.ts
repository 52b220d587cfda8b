/** The server's codes for single fields of a hazard's op, as sentences. */
export default {
  zh: {
    required: '这一项要写上', too_long: '太长了，请写短一些', not_later: '要比现在的时限 {date} 晚', in_the_past: '这一天已经过了，请选今天或以后', not_a_date: '请选一个日期', out_of_range: '数字超出范围',
    not_a_whole_number: '请写数字，比如 38000 或 1200.50', unknown_code: '请重新选一个', not_yours_to_judge: '这要由镇街、区县或专家来定', not_found: '找不到这一项指的东西，请重新选', wrong: '这一项不对，请再看一下',
    line: '{field}：{what}',
  },
  en: {
    required: 'Please fill this in', too_long: 'Too long; please shorten it', not_later: 'Later than the present deadline, {date}', in_the_past: 'That day has passed; today or later', not_a_date: 'Please pick a day', out_of_range: 'The number is out of range',
    not_a_whole_number: 'A number, such as 38000 or 1200.50', unknown_code: 'Please choose again', not_yours_to_judge: 'Township, district or an expert decides this', not_found: 'What this points at was not found; choose again', wrong: 'Something is not right here; please look again',
    line: '{field}: {what}',
  },
}
