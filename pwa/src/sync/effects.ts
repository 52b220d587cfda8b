/**
 * What an act that still waits will do to its record, as far as a phone can foresee it.
 *
 * The screen shows the record as it will be; the server decides. Mirrors the life of a hazard,
 * of a walkthrough, a certificate and a plan, and the answers to conflicts, contributions and notices.
 */
export type Fields = Readonly<Record<string, unknown>>
type Effect = (row: Fields, args: Fields, at: string) => Fields

const PLAN = ['responsible', 'due_date', 'measures', 'funds_fen', 'contingency_plan', 'interim_controls']

function given(args: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => args[name] !== undefined && args[name] !== null).map((name) => [name, args[name]]))
}

const to = (state: string): Effect => () => ({ state })

const listed = (value: unknown): readonly unknown[] => Array.isArray(value) ? value : []

/** Numbers of enforcement documents, as server/places/documents.py keeps them. */
const others = (row: Fields, args: Fields): readonly unknown[] =>
  listed(row['documents']).filter(one => { const { kind, number } = one as Fields; return kind !== args['kind'] || number !== args['number'] })
const DOCUMENTS: Readonly<Record<string, Effect>> = {
  add_document: (row, args, at) => ({ documents: [...others(row, args), { ...args, at }] }),
  remove_document: (row, args) => ({ documents: others(row, args) }),
}

const HAZARD: Readonly<Record<string, Effect>> = {
  confirm: to('confirmed'),
  reject: to('rejected'),
  merge: (_, args) => ({ state: 'merged', merged_into: args['into'] }),
  transfer: (_, args) => ({ state: 'transferred', transferred_to: args['to'] }),
  return: to('confirmed'),
  assign: (_, args) => ({ state: 'rectifying', ...given(args, PLAN) }),
  fix_on_site: to('submitted'),
  submit_rectification: () => ({ state: 'submitted', extension: null }),
  // A major hazard is closed by two different people: after the first it stays where it is.
  accept: (row) => row['severity'] === 'major' && !row['accepted_by'] ? {} : { state: 'closed' },
  send_back: (_, args) => ({ state: 'rectifying', ...given(args, ['due_date', 'responsible']) }),
  request_extension: (_, args) => ({ extension: args }),
  decide_extension: (_, args) => ({ extension: null, ...(args['granted'] === true ? given(args, ['due_date']) : {}) }),
  list: (_, args) => ({ listed: args['level'] ?? true }),
  delist: () => ({ listed: null }),
  stop_use: (_, args) => ({ stopped: args['what'] ?? true }),
  resume: () => ({ stopped: null }),
  reopen: (row, args) => ({ state: row['state'] === 'closed' ? 'rectifying' : 'reported', ...given(args, ['due_date']) }),
}

const WALKTHROUGH: Readonly<Record<string, Effect>> = {
  finish: (_, args) => ({ state: 'finished', finished_at: args['finished_at'] ?? null }),
  // Whether everybody has signed who must, the server says.
  sign: (row, args, at) => ({ signatures: [...listed(row['signatures']), { ...args, at }] }),
  refuse_signature: (_, args, at) => ({ refusal: { ...args, at } }),
  withdraw: to('withdrawn'),
}

/** When all of a visit were seen, it is done. */
function look(row: Fields, args: Fields, at: string): Fields {
  const looked = [...listed(row['looked']), { ...args, at }]
  const seen = new Set(looked.map((one) => (one as Fields)['hazard']))
  const all = listed(row['hazards']).every((hazard) => seen.has(hazard))
  return { looked, ...(all && row['state'] === 'open' ? { state: 'done' } : {}) }
}

const EFFECTS: Readonly<Record<string, Readonly<Record<string, Effect>>>> = {
  hazard: { ...HAZARD, ...DOCUMENTS },
  walkthrough: { ...WALKTHROUGH, ...DOCUMENTS },
  certificate: { withdraw: (_, args) => ({ state: 'withdrawn', withdrawn_because: args['reason'] ?? null }) },
  plan: { cancel: (_, args) => ({ state: 'cancelled', cancelled_because: args['reason'] ?? null }), look },
  conflict: { resolve: to('resolved') },
  contribution: { adopt: to('adopted'), decline: to('declined') },
  notice: { read: (_, __, at) => ({ read_at: at }) },
}

/** The fields that this act changes, by what the phone can know. */
export function effectOf(type: string, action: string, row: Fields, args: Fields, at: string): Fields {
  return EFFECTS[type]?.[action]?.(row, args, at) ?? {}
}
