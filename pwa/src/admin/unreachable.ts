/** What stands where the desk would be when there is no network to fetch it by. */
import { defineComponent, h, onMounted, onUnmounted } from 'vue'

import { useWords } from '../lib/i18n'
import ErrorBlock from '../ui/ErrorBlock.vue'
import words from './unreachable.words'

export const unreachable = defineComponent(() => {
  const { t } = useWords(words)
  const again = (): void => location.reload()
  onMounted(() => window.addEventListener('online', again))
  onUnmounted(() => window.removeEventListener('online', again))
  return () => h('main', { class: 'xa-page' }, h(ErrorBlock, { title: t('title'), what: t('what'), safe: [t('safe')] }, {
    default: () => [
      h('button', { type: 'button', class: 'xa-btn primary', onClick: again }, t('again')),
      h('a', { href: '/', class: 'xa-btn outline' }, t('back')),
    ],
  }))
})
