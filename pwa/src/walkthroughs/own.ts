/** Whether what somebody walks is his own enterprise's self-check: the phone knows before the server says so. Pure. */
import type { Me, Walkthrough } from '../lib/wire'

/** Does he answer for this very enterprise? */
export const answersFor = (me: Me | null, enterprise: string): boolean => me?.posts.some(post => (post.role === 'principal' || post.role === 'manager') && post.enterprise?.id === enterprise) === true

/** The server's word; for one that it has not heard of, what it will say. */
export const kindOf = (one: Pick<Walkthrough, 'kind' | 'enterprise_id'>, me: Me | null): 'inspection' | 'self_check' => one.kind ?? (answersFor(me, one.enterprise_id) ? 'self_check' : 'inspection')
