/** Two people decided differently without knowing of each other: what stands, what did not take effect, and what can be done now. */
import type { OutboxOp } from '../database'
import hazardWords from '../hazards/hazard.words'
import { type Act, buttons, wayTo } from '../hazards/stages'
import { timeText } from '../lib/format'
import { useWords } from '../lib/i18n'
import type { Hazard } from '../lib/wire'
import marks from '../ui/marks.words'
import words from './clash.words'

const { t } = useWords(words)
const { t: hazard } = useWords(hazardWords)
const { t: mark } = useWords(marks)

/** As a sentence; '' when the step was refused for another reason. */
export function clashText({ op, type, action, at, problem }: Pick<OutboxOp, 'op' | 'type' | 'action' | 'at' | 'problem'>): string {
  if (op !== 'act' || type !== 'hazard' || !problem?.state || !problem.by) return ''
  const told = { who: problem.by.name, state: mark(`state_${problem.state}`), act: hazard(`act_${action ?? ''}`), mine_at: timeText(at) }
  return problem.at ? t('clash', { ...told, at: timeText(problem.at) }) : t('clash_plain', told)
}

/** How many ways forward a card offers; the rest are on the hazard's page. */
const MOST = 3

/** The steps this person may take now, the weightiest first. */
export function waysNow(record: Hazard | null): { act: Act, label: string, to: string }[] {
  if (!record) return []
  const { main, beside, menu } = buttons(record.actions ?? [], record)
  return [main, beside, ...menu].filter((act) => act !== null).slice(0, MOST).map((act) => ({ act, label: hazard(`act_${act}`), to: wayTo(record.id, act) }))
}
