/** What became of it, told to whom it concerns. */
export default {
  zh: {
    settled: '“{field}”由{who}定了', now: '现在用：{value}。您写的“{yours}”留在经过里。', adopted: '{who}收下了您的 {n} 处改动', adopted_why: '已经生效，经过里写明是您做的。',
    declined: '{who}退回了您的 {n} 处改动', why: '为什么：{reason}', said: '附言：{said}', someone: '别人',
  },
  en: {
    settled: '{who} settled "{field}"', now: 'Used now: {value}. What you wrote, "{yours}", is kept in the history.', adopted: '{who} took {n} change of yours | {who} took {n} changes of yours', adopted_why: 'It counts now; the history names you as author.',
    declined: '{who} declined {n} change of yours | {who} declined {n} changes of yours', why: 'Why: {reason}', said: 'With a note: {said}', someone: 'Somebody',
  },
}
