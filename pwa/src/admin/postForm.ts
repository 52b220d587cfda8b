/** A post as it is being filled in. */
import type { Role } from '../lib/wire'
import type { HeldPost, PostChange, PostSaid, Where } from './people'

export interface PostForm {
  role: string
  where: Where | null
  area: string | null
  enterprise: { id: string, name: string } | null
  title: string
  starts_on: string | null
  ends_on: string | null
}

export const emptyPost = (): PostForm => ({ role: '', where: null, area: null, enterprise: null, title: '', starts_on: null, ends_on: null })

/** What still has to be said: `role`, `where`, `place`. */
export function missing(post: PostForm): 'role' | 'area' | 'enterprise' | null {
  if (post.role === '') return 'role'
  if (post.where === 'area' && post.area === null) return 'area'
  if (post.where === 'enterprise' && post.enterprise === null) return 'enterprise'
  return null
}

/** The post as it travels; only the place that counts. */
export function postSaid(post: PostForm): PostSaid {
  return {
    role: post.role as Role,
    area_id: post.where === 'area' ? post.area : null,
    enterprise_id: post.where === 'enterprise' ? post.enterprise?.id ?? null : null,
    title: post.title.trim() || null,
    starts_on: post.starts_on,
    ends_on: post.ends_on,
  }
}

/** The days and the title of a post already given, as they are being changed. */
export interface PostDays { title: string, starts_on: string | null, ends_on: string | null }

export const daysOf = (post: HeldPost): PostDays => ({ title: post.title ?? '', starts_on: post.starts_on, ends_on: post.ends_on })

/** Only what is different now: what somebody else changed meanwhile stays as he left it. */
export function postChange(post: HeldPost, now: PostDays): PostChange {
  const title = now.title.trim() || null
  return {
    ...(title !== post.title ? { title } : {}),
    ...(now.starts_on !== null && now.starts_on !== post.starts_on ? { starts_on: now.starts_on } : {}),
    ...(now.ends_on !== post.ends_on ? { ends_on: now.ends_on } : {}),
  }
}
