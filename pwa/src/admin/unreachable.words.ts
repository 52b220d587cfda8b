export default {
  zh: { title: '没有网络', what: '后台管理要连着服务器才能做，有网络时再来。', safe: '拍隐患、整改、复查照样能做，都留在本机。', again: '再试一次', back: '回今日' },
  en: { title: 'No network', what: 'Administration needs the server; come back when there is a connection.', safe: 'Snapping, fixing and re-inspecting work as always and stay on this phone.', again: 'Try again', back: 'Back to today' },
}
