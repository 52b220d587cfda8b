export default {
  zh: { title: '没有网络', what: '后台管理要连着服务器才能做，有网络时再来。', safe: '拍隐患、整改、复查照样能做，都留在本机。', old: '本机的版本旧了', old_what: '服务器已经换了新版本，后台管理要用新的。', old_safe: '本机存的都在，换版本不会丢。', take: '换成新版本', again: '再试一次', back: '回今日' },
  en: { title: 'No network', what: 'Administration needs the server; come back when there is a connection.', safe: 'Snapping, fixing and re-inspecting work as always and stay on this phone.', old: 'This version is old', old_what: 'The server has a newer version, and administration needs it.', old_safe: 'Everything saved on this phone stays.', take: 'Take the new version', again: 'Try again', back: 'Back to today' },
}
