export default {
  zh: { title: '没有取到', offline: '没有网络', again: '再取一次' },
  en: { title: 'Could not be fetched', offline: 'No network', again: 'Fetch again' },
}
