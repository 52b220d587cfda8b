/** What every test has instead of a phone: an IndexedDB that forgets. */
import 'fake-indexeddb/auto'
