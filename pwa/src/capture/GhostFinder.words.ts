export default {
  zh: {
    title: '拍整改后', aim: '对准叠影，再拍', ghost: '叠在上面的整改前照片', overlay: '叠影', percent: '{n}%', hide: '关叠影', show: '开叠影', alone: '单看整改前', hold: '按住看整改前',
    shutter: '拍整改后', pairs: '拍完自动配成一对', other: '换一张整改前 {i}/{n}', back: '不拍了，去提交', away: '整改前的照片不在本机，照样能拍', no_before: '这条没有整改前的照片',
  },
  en: {
    title: 'Photo after the repair', aim: 'Line it up, then shoot', ghost: 'The photo before, laid over', overlay: 'Overlay', percent: '{n}%', hide: 'Hide', show: 'Overlay', alone: 'Show the photo before alone', hold: 'Hold to see before',
    shutter: 'Take the after photo', pairs: 'Makes a pair by itself', other: 'Other before {i}/{n}', back: 'Done', away: 'The photo before is not here; shoot anyway', no_before: 'There is no photo before',
  },
}
