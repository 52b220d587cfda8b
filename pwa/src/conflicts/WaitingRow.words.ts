export default {
  zh: {
    items: '{n} 处改动', photos_n: '{n} 张照片', unnamed: '还没写说明的隐患', photos: '等照片传完再送', now: '不等照片，现在送',
    aside: '您放在一边了：先不传，也不拦别的', behind: '要等放在一边的那条先传', sent: '已在路上，等回话', going: '有 {n} 处已在路上，还会送到',
    lay: '放一边', take_up: '放回来传',
  },
  en: {
    items: '{n} change | {n} changes', photos_n: '{n} photo | {n} photos', unnamed: 'A hazard without words yet', photos: 'Waits for its photos', now: 'Send without waiting',
    aside: 'Set aside by you: stays here, holds up nothing', behind: 'Waits for one that you set aside', sent: 'On its way, waiting for the answer', going: '{n} change is on its way and will still arrive | {n} changes are on their way and will still arrive',
    lay: 'Set aside', take_up: 'Take back in',
  },
}
