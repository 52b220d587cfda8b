/** The four grades an enterprise's risk may have, from the highest. Not to be mixed with what a hazard is. */
export const GRADES = ['red', 'orange', 'yellow', 'blue'] as const
export type Grade = typeof GRADES[number]
export const isGrade = (name: unknown): name is Grade => (GRADES as readonly unknown[]).includes(name)
