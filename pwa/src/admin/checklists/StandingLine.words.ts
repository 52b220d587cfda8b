export default {
  zh: { same: '和服务器上的一样', kept: '已保存在本机', saving: '已保存在本机，正在存到服务器…', saved: '草稿已存到服务器', offline: '没有网络。已保存在本机，有网络自动存到服务器。', refused: '已保存在本机，服务器没有收下', theirs: '已保存在本机，等您决定' },
  en: { same: 'As on the server', kept: 'Saved here', saving: 'Saved here; going to the server…', saved: 'Draft stored on the server', offline: 'No network. Saved here; it goes to the server when there is one.', refused: 'Saved here; the server did not take it', theirs: 'Saved here; you decide' },
}
