/** What stands where the desk would be when it cannot be fetched: no network, or a version the server no longer has. */
import { defineComponent, h, onMounted, onUnmounted } from 'vue'

import { useWords } from '../lib/i18n'
import { useUpdate } from '../lib/update'
import ErrorBlock from '../ui/ErrorBlock.vue'
import words from './unreachable.words'

export const unreachable = defineComponent(() => {
  const { t } = useWords(words)
  const { ready, take } = useUpdate()
  const again = (): void => ready.value ? take() : location.reload()
  onMounted(() => window.addEventListener('online', again))
  onUnmounted(() => window.removeEventListener('online', again))
  return () => {
    const old = navigator.onLine
    return h('main', { class: 'xa-page' }, h(ErrorBlock, { title: t(old ? 'old' : 'title'), what: t(old ? 'old_what' : 'what'), safe: [t(old ? 'old_safe' : 'safe')] }, {
      default: () => [
        h('button', { type: 'button', class: 'xa-btn primary', onClick: again }, t(ready.value ? 'take' : 'again')),
        h('a', { href: '/', class: 'xa-btn outline' }, t('back')),
      ],
    }))
  }
})
