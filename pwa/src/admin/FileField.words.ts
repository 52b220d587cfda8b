export default {
  zh: { kinds: '.xlsx 或 CSV，最大 10 MB；电脑上可以拖到这里', small: '{n} KB', choose: '选文件', other: '换一个', large: '这个文件超过 {n} MB，请分成几个再传。' },
  en: { kinds: '.xlsx or CSV, at most 10 MB; on a computer, drop it here', small: '{n} KB', choose: 'Choose a file', other: 'Another', large: 'This file is larger than {n} MB; split it and send the parts.' },
}
