export default {
  zh: {
    title: '提交整改', title_on_site: '当场改好', untitled: '还没写说明的隐患', before_alt: '整改前：{title}', after_alt: '整改后：{title}', no_time: '时间不详', photos: '整改后 {n} 张', more: '再拍一张',
    how: '怎么改的（一句话就行）', example: '可以不写', chip_cleared: '已清走', chip_replaced: '已更换', chip_repaired: '已修好', chip_trained: '已培训', join: '，',
    different: '和整改前不是同一张照片', same: '和整改前像是同一张照片，请看一眼', cannot_tell: '和整改前的照片还没法比对',
    distance: '离企业定位点 {far}', accuracy: '，误差 {n} 米', no_position: '这张照片没有定位', no_point: '这家企业还没有定位点', no_enterprise: '不在企业里，不比对位置', no_verdict: '只是提醒，不影响提交，复查的人也会看到。',
    goes_to: '提交后由{area}复查；没信号也能提交，先存在本机。', goes_on: '提交后等复查；没信号也能提交，先存在本机。', later: '先不交', submit: '提交复查', saving: '保存中…',
  },
  en: {
    title: 'Submit the repair', title_on_site: 'Fixed on the spot', untitled: 'A hazard without words yet', before_alt: 'Before: {title}', after_alt: 'After: {title}', no_time: 'no time', photos: '{n} photo after | {n} photos after', more: 'One more',
    how: 'How it was fixed (a line will do)', example: 'May be left empty', chip_cleared: 'Cleared', chip_replaced: 'Replaced', chip_repaired: 'Repaired', chip_trained: 'Trained', join: ', ',
    different: 'Not the same photo as before', same: 'Looks like the photo before; please check', cannot_tell: 'Cannot be compared with the photo before yet',
    distance: "{far} from the enterprise's point", accuracy: ', within {n} m', no_position: 'This photo has no position', no_point: 'The enterprise has no point yet', no_enterprise: 'Not at an enterprise; nothing to compare', no_verdict: 'Only a hint: you may submit, and whoever re-inspects sees it too.',
    goes_to: '{area} re-inspects. Works without signal; saved here first.', goes_on: 'Re-inspection follows. Works without signal; saved here first.', later: 'Not yet', submit: 'Submit', saving: 'Saving…',
  },
}
