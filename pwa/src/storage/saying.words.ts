export default {
  zh: { full: '手机存满了，这一下没存上；先前存的都在。请到“我的”里清掉已入库的原图，再点一次。', not_saved: '这一下没存上；先前存的都在。请再点一次。' },
  en: { full: 'The phone is full and this was not saved; everything before is. Clear originals already stored under Me, then tap again.', not_saved: 'This was not saved; everything before is. Please tap again.' },
}
