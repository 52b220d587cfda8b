/** Two decisions that crossed, as one sentence. */
export default {
  zh: { clash: '{who} {at} 已办到“{state}”；您 {mine_at} 的“{act}”没有生效，写的和拍的都还在。', clash_plain: '{who}已办到“{state}”；您 {mine_at} 的“{act}”没有生效，写的和拍的都还在。' },
  en: { clash: '{who} brought it to “{state}” {at}; your “{act}” of {mine_at} did not take effect. What you wrote and photographed is kept.', clash_plain: '{who} brought it to “{state}”; your “{act}” of {mine_at} did not take effect. What you wrote and photographed is kept.' },
}
