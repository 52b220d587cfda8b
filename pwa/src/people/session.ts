/** Who is holding this phone, known without a signal once somebody has signed in. */
import { type Ref, shallowReadonly, shallowRef } from 'vue'

import type { Me } from '../lib/wire'

const me = shallowRef<Me | null>(null)

/** The person signed in, with his posts; null before sign-in. */
export function useMe(): Readonly<Ref<Me | null>> {
  return shallowReadonly(me)
}

/** Set by signing in and at the start of the app. */
export function setMe(person: Me | null): void {
  me.value = person
}
