export default {
  zh: {
    invitation: '邀请链接', reset: '重设密码的链接', once: '这个链接只在这里显示一次，只能用一次，{time} 前有效。请发给{name}本人；再发一个，这个就作废。', address: '链接', copy_text: '连同说明一起复制', copy_link: '只复制链接', copied: '已复制，去微信或短信里粘贴。', copy_no: '没能复制，请按住上面的链接自己复制。', hand: '离开这一页就看不到了。',
    message: '{name}，请打开这个链接，设好登录名和密码，就能用巡安了（{time} 前有效，只能用一次）：{url}', message_reset: '{name}，请打开这个链接设一个新密码（{time} 前有效，只能用一次）：{url}',
  },
  en: {
    invitation: 'Invitation link', reset: 'Link to a new password', once: 'This link is shown here once, works once, and lasts until {time}. Send it to {name} alone; sending another ends this one.', address: 'Link', copy_text: 'Copy with a message', copy_link: 'Copy the link alone', copied: 'Copied; paste it into a message.', copy_no: 'Could not copy; hold the link above and copy it yourself.', hand: 'Once you leave this page it cannot be seen again.',
    message: '{name}, please open this link and choose a login and password for Xun\'an (until {time}, works once): {url}', message_reset: '{name}, please open this link and choose a new password (until {time}, works once): {url}',
  },
}
