export { useSaying } from '../storage/saying'
