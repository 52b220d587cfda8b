/** Words that all screens of the ledger share. */
export default {
  zh: { current: '有效', due: '将到期', expired: '过期', withdrawn: '已注销', good_until: '有效期至 {day}', review_by: '{day}前复审', ended: '{day}到期', review_missed: '{day}应复审' },
  en: { current: 'Valid', due: 'Due soon', expired: 'Expired', withdrawn: 'Withdrawn', good_until: 'Valid until {day}', review_by: 'Review by {day}', ended: 'Ended {day}', review_missed: 'Review was due {day}' },
}
