export default {
  zh: { search: '找企业', none: '不在企业里', none_note: '路边、空地、居民楼等，保存后可以写地点', near: '离您最近的在上面', by_name: '没有定位，按名称排', nothing: '没有叫这个名字的企业', stopped: '停产' },
  en: { search: 'Find an enterprise', none: 'Not at an enterprise', none_note: 'Roadside, yard, homes; write the place after saving', near: 'Nearest first', by_name: 'No position: by name', nothing: 'No enterprise of that name', stopped: 'Stopped' },
}
