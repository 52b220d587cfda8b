export default {
  zh: { none: '没有登记', none_named: '台账里没有这个姓名或证号。看到证就登记上；拿不出证，拍成隐患。', none_scanned: '这张证不在这家企业的台账里。核对是不是本人、本企业的证，再登记。', ledger: '按台账登记的日期算；证上不一样，以证为准，改台账' },
  en: { none: 'Not registered', none_named: 'The ledger has no such name or number. If there is a card, register it; if there is none, make it a hazard.', none_scanned: 'This card is not in this enterprise\'s ledger. See that it is his and theirs, then register it.', ledger: 'By the dates in the ledger; where the card differs, the card counts: correct the ledger' },
}
