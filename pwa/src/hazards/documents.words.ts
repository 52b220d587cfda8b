/** What enforcement documents are called (server: taxonomy, `document_kinds`). */
export default {
  zh: { inspection_record: '现场检查记录', on_site_measures: '现场处理措施决定书', order_to_rectify: '责令限期整改指令书', compulsory_measures: '强制措施决定书', review_opinion: '整改复查意见书', penalty_decision: '行政处罚决定书', listing_notice: '挂牌督办通知书', talk_notice: '约谈通知书', transfer_letter: '移送书、抄告函', other: '其他文书' },
  en: { inspection_record: 'Record of inspection', on_site_measures: 'Decision on measures on the spot', order_to_rectify: 'Order to rectify by a date', compulsory_measures: 'Decision on compulsory measures', review_opinion: 'Opinion after review', penalty_decision: 'Decision on a penalty', listing_notice: 'Notice of listed supervision', talk_notice: 'Summons to a talk', transfer_letter: 'Letter of transfer', other: 'Another document' },
}
