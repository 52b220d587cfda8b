export default {
  zh: {
    starting: '正在打开相机…', no_signal: '没信号，照样能存', close: '关闭', light: '补光', album: '从相册选', phone_camera: '用手机相机拍', try_again: '再开一次相机',
    refused: '没有使用相机的权限', refused_how: '在浏览器地址栏旁的设置里，把“相机”改成“允许”，再点“再开一次相机”。也可以用手机相机拍，或从相册选。',
    none: '这里打不开相机', none_how: '可以用手机相机拍，或从相册选，一样能保存。',
    busy: '相机正被别的应用占用', busy_how: '关掉正在用相机的应用，再点“再开一次相机”。也可以从相册选。',
  },
  en: {
    starting: 'Opening the camera…', no_signal: 'No signal; saving works', close: 'Close', light: 'Light', album: 'From the gallery', phone_camera: "Phone's camera", try_again: 'Open the camera again',
    refused: 'The camera is not allowed', refused_how: "Next to the browser's address, set “Camera” to “Allow”, then open the camera again. Or use the phone's own camera, or the gallery.",
    none: 'No camera can be opened here', none_how: "Use the phone's own camera or the gallery; saving works just the same.",
    busy: 'Another app is using the camera', busy_how: 'Close the app that uses the camera, then open it again. Or choose from the gallery.',
  },
}
