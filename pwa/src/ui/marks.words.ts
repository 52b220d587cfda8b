/** The words of the small marks: what a hazard is, where it stands, how risky an enterprise is. */
export default {
  zh: {
    severity_general: '一般', severity_major_suspected: '疑似重大', severity_major: '重大',
    state_reported: '待核实', state_confirmed: '待交办', state_rectifying: '整改中', state_submitted: '待复查', state_closed: '已销号',
    state_rejected: '不成立', state_merged: '已合并', state_transferred: '已移送',
    risk_red: '红', risk_orange: '橙', risk_yellow: '黄', risk_blue: '蓝',
    risk_label: '企业风险等级：{grade}',
    way_reported: '上报', way_confirmed: '核实', way_rectifying: '整改', way_submitted: '复查', way_closed: '销号',
    before: '整改前', after: '整改后', compare: '左右对比', no_after: '还没有整改后的照片', no_before: '没有照片',
    photo_away: '照片还没取下来',
  },
  en: {
    severity_general: 'General', severity_major_suspected: 'Suspected major', severity_major: 'Major',
    state_reported: 'To be verified', state_confirmed: 'To be assigned', state_rectifying: 'Rectifying', state_submitted: 'To be re-inspected', state_closed: 'Closed',
    state_rejected: 'Not a hazard', state_merged: 'Merged', state_transferred: 'Transferred',
    risk_red: 'Red', risk_orange: 'Orange', risk_yellow: 'Yellow', risk_blue: 'Blue',
    risk_label: 'Enterprise risk grade: {grade}',
    way_reported: 'Reported', way_confirmed: 'Verified', way_rectifying: 'Rectified', way_submitted: 'Re-check', way_closed: 'Closed',
    before: 'Before', after: 'After', compare: 'Compare side by side', no_after: 'No photo of the repair yet', no_before: 'No photo',
    photo_away: 'Photo not fetched yet',
  },
}
