/** Whether this person may hand in a repair of this hazard now, and by which act. */
import type { Hazard, Me } from '../lib/wire'
import type { FixAct } from './actions'

/** Who may put a general hazard right on the spot (product.md, the life of a hazard). */
const ON_THE_SPOT = ['grid', 'township', 'manager']

/**
 * The act that ends the fix page, or null when there is none for this person.
 *
 * A hazard the server has not seen has no `actions` yet: then its own finder may, since he made it a minute ago.
 * @param unsent whether the server has never heard of the hazard
 * @param asked the act the page was opened for, when it was opened for one
 */
export function fixActFor(hazard: Pick<Hazard, 'state' | 'severity' | 'actions'>, me: Me | null, unsent: boolean, asked: FixAct | null = null): FixAct | null {
  const finder = unsent && hazard.severity === 'general' && hazard.state === 'reported'
    && me?.roles.some(role => ON_THE_SPOT.includes(role)) === true
  const may = (act: FixAct): boolean => hazard.actions?.includes(act) === true || (act === 'fix_on_site' && finder)
  const wanted: readonly FixAct[] = asked ? [asked] : ['submit_rectification', 'fix_on_site']
  return wanted.find(may) ?? null
}
