export default {
  zh: {
    title: '提交整改', look: '看这条隐患', missing: '本机没有这条隐患，可能已不归您管。',
  },
  en: {
    title: 'Submit the repair', look: 'See the hazard', missing: 'This phone has no such hazard; it may have left your area.',
  },
}
