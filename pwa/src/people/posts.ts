/** A post in words: “新度镇第 3 网格 · 网格员”. */
import { useWords } from '../lib/i18n'
import type { Post } from '../lib/wire'
import words from './roles.words'

const { t } = useWords(words)

export function postText(post: Post): string {
  const place = post.area?.name ?? post.enterprise?.name
  const role = t(post.role)
  return place === undefined ? role : t('at', { place, role })
}
