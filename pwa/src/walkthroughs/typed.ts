/** What is typed beside the three answers of an item, kept as a draft until an answer is saved with it. */
import { type Ref, ref, watch } from 'vue'

import { useDraft } from '../hazards/drafts'
import type { Answer, ChecklistItem } from '../lib/wire'
import type { Said } from './actions'

export interface Typed {
  readonly number: Ref<string>
  readonly choice: Ref<string>
  readonly text: Ref<string>
  /** What was typed is no number. */
  readonly wrong: Readonly<Ref<boolean>>
  /** As it would be said, or null where it cannot be read. */
  readonly typed: () => Partial<Said> | null
  /** It was saved with this item's answer. */
  readonly settle: (code: string) => void
}

/** A number as people type it: with a point or a comma; null: nothing; undefined: no number. Pure. */
export function readNumber(words: string): number | null | undefined {
  const plain = words.trim().replace(/[，,]/, '.').replace('。', '.')
  if (!plain) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}

export function useTyped(walkthrough: string, item: () => ChecklistItem | undefined, mine: Readonly<Ref<Answer | undefined>>): Typed {
  const [number, choice, text] = [ref(''), ref(''), ref('')]
  const wrong = ref(false)
  const draft = useDraft(`typed:${walkthrough}`, () => ({ item: '', number: '', choice: '', text: '' }))
  const lastSaid = (): { number: string, choice: string, text: string } => ({ number: mine.value?.number?.toString() ?? '', choice: mine.value?.choice ?? '', text: mine.value?.text ?? '' })

  function fill(): void {
    const kept = draft.values.value
    const from = kept.item !== '' && kept.item === item()?.code ? kept : lastSaid()
    number.value = from.number
    choice.value = from.choice
    text.value = from.text
    wrong.value = false
  }
  watch([() => item()?.code, mine, draft.restored], fill, { immediate: true })
  watch([number, choice, text], () => {
    wrong.value = readNumber(number.value) === undefined
    const code = item()?.code ?? ''
    const said = lastSaid()
    const same = number.value === said.number && choice.value === said.choice && text.value === said.text
    if (!same) draft.values.value = { item: code, number: number.value, choice: choice.value, text: text.value }
  })

  return {
    number, choice, text, wrong,
    typed() {
      const kind = item()?.kind
      if (kind === 'number') {
        const value = readNumber(number.value)
        return value === undefined ? null : { number: value }
      }
      return kind === 'choice' ? { choice: choice.value || null } : kind === 'text' ? { text: text.value.trim() || null } : {}
    },
    settle(code) {
      if (draft.values.value.item === code) void draft.clear()
    },
  }
}
