/** A small server that keeps the protocol's promises, for the engine's tests: exactly once, in order, never a page with a hole. */
import type { Reply } from '../lib/http'
import type { Change, Problem, PullAnswer, PushAnswer, PushRequest, PushResult, WireOp } from '../lib/wire'
import type { SyncServer } from './server'

interface Stored { version: number, data: Record<string, unknown>, at: number, gone?: 'scope' | 'deleted' }
interface State {
  epoch: string
  records: Map<string, Stored>
  receipts: Map<string, { content: string, result: PushResult }>
  last: Map<string, number>
  position: number
}

const copy = <T>(value: T): T => structuredClone(value)
const content = (op: WireOp): string => JSON.stringify({ ...op, seq: 0 })

export class FakeServer implements SyncServer {
  state: State = { epoch: 'epoch-1', records: new Map(), receipts: new Map(), last: new Map(), position: 0 }
  pageSize = 1000
  mostOps = 200
  mostBytes = 1024 * 1024
  /** The schemas it reads. */
  schemas = { least: 1, most: 1 }
  pushes: PushRequest[] = []
  pulls = 0
  /** Asked before each request; may break it: lost on the way there, lost on the way back, or refused. */
  trouble: (what: 'push' | 'pull', n: number) => 'request' | 'answer' | { status: number, problem?: Problem, retryAfter?: number } | null = () => null
  /** Ops the server will not take. */
  refuses: (op: WireOp) => Problem | null = () => null
  parks: (op: WireOp) => boolean = () => false
  /** Something that happens between receiving a push and answering it. */
  meanwhile: () => void | Promise<void> = () => undefined
  effects: string[] = []
  resetNext: PullAnswer['reset'] = null

  private requests = { push: 0, pull: 0 }

  snapshot(): State { return copy(this.state) }
  restore(from: State, epoch: string): void { this.state = { ...copy(from), epoch } }

  write(type: string, id: string, data: Record<string, unknown>): void {
    const key = `${type} ${id}`
    const before = this.state.records.get(key)
    this.state.records.set(key, { version: (before?.version ?? 0) + 1, data: { ...before?.data, ...data }, at: ++this.state.position })
  }

  hide(type: string, id: string, why: 'scope' | 'deleted' = 'scope'): void {
    const record = this.state.records.get(`${type} ${id}`)
    if (record) Object.assign(record, { gone: why, at: ++this.state.position })
  }

  read(type: string, id: string): Record<string, unknown> | undefined {
    const record = this.state.records.get(`${type} ${id}`)
    return record?.gone ? undefined : record?.data
  }

  private head(device: string) {
    return { last_seq: this.state.last.get(device) ?? 0, epoch: this.state.epoch, min_schema: this.schemas.least, server_time: new Date().toISOString() }
  }

  private refusal<T>(status: number, problem: Problem, retryAfter: number | null = null): Reply<T> {
    return { kind: 'refused', status, problem, retryAfter }
  }

  private before<T>(what: 'push' | 'pull'): { stop: Reply<T> | null, loseAnswer: boolean } {
    const trouble = this.trouble(what, ++this.requests[what])
    if (trouble === 'request') return { stop: { kind: 'offline' }, loseAnswer: false }
    if (trouble !== null && trouble !== 'answer') {
      return { stop: this.refusal(trouble.status, trouble.problem ?? { code: `http_${trouble.status}`, detail: '' }, trouble.retryAfter ?? null), loseAnswer: false }
    }
    return { stop: null, loseAnswer: trouble === 'answer' }
  }

  async push(request: PushRequest): Promise<Reply<PushAnswer>> {
    const { stop, loseAnswer } = this.before<PushAnswer>('push')
    if (stop) return stop
    const sent = copy(request)
    this.pushes.push(sent)
    if (sent.schema < this.schemas.least) return this.refusal(426, { code: 'schema_too_old', detail: '', min_schema: this.schemas.least })
    if (sent.schema > this.schemas.most) return this.refusal(426, { code: 'schema_too_new', detail: '', schema: this.schemas.most })
    const bytes = JSON.stringify(sent).length
    if (sent.ops.length > this.mostOps || bytes > this.mostBytes) return this.refusal(413, { code: 'too_large', detail: '' })
    const trial = copy(this.state)
    const results: PushResult[] = []
    const effects: string[] = []
    for (const op of sent.ops) {
      const known = trial.receipts.get(op.id)
      if (known) {
        if (known.content !== content(op)) return this.refusal(422, { code: 'op_changed', detail: '', op: op.id })
        results.push({ ...known.result, again: true })
        continue
      }
      const last = trial.last.get(sent.device) ?? 0
      if (op.seq <= last) return this.refusal(409, { code: 'device_reset', detail: '' })
      if (op.seq > last + 1) return this.refusal(409, { code: 'gap', detail: '', expected: last + 1 })
      const result = this.take(trial, op, effects)
      trial.last.set(sent.device, op.seq)
      trial.receipts.set(op.id, { content: content(op), result })
      results.push(result)
    }
    this.state = trial
    this.effects.push(...effects)
    await this.meanwhile()
    if (loseAnswer) return { kind: 'offline' }
    return { kind: 'ok', status: 200, data: { results, ...this.head(sent.device) } }
  }

  private take(state: State, op: WireOp, effects: string[]): PushResult {
    if (op.op === 'void') return { id: op.id, status: 'applied' }
    const problem = this.refuses(op)
    if (problem) return { id: op.id, status: 'rejected', problem }
    if (this.parks(op)) return { id: op.id, status: 'parked', contribution: `contribution-${op.id}`, to: { id: 'a', area: 'a', name: '北高镇' } }
    const key = `${op.type ?? ''} ${op.record ?? ''}`
    const record = state.records.get(key)
    if (op.op === 'create' && record) return { id: op.id, status: 'rejected', problem: { code: 'exists', detail: '' } }
    if (op.op !== 'create' && !record) return { id: op.id, status: 'rejected', problem: { code: 'not_found', detail: '' } }
    const changed = op.op === 'create' ? op.data : op.op === 'set' ? Object.fromEntries(Object.entries(op.fields ?? {}).map(([name, change]) => [name, change.now])) : op.op === 'act' ? { last_act: op.action } : {}
    const version = (record?.version ?? 0) + 1
    state.records.set(key, { version, data: { ...record?.data, ...changed }, at: ++state.position, ...(op.op === 'delete' ? { gone: 'deleted' as const } : {}) })
    effects.push(op.id)
    return { id: op.id, status: 'applied', version }
  }

  pull(device: string, cursor: string | null): Promise<Reply<PullAnswer>> {
    const { stop, loseAnswer } = this.before<PullAnswer>('pull')
    if (stop) return Promise.resolve(stop)
    this.pulls += 1
    let reset: PullAnswer['reset'] = this.resetNext
    this.resetNext = null
    // "epoch:full-or-not:position": a full fetch brings no tombstones.
    let [epoch, full, from] = (cursor ?? `${this.state.epoch}:full:0`).split(':')
    if (epoch !== this.state.epoch) reset = 'epoch'
    if (reset !== null) [epoch, full, from] = [this.state.epoch, 'full', '0']
    const after = Number(from)
    const all = [...this.state.records].filter(([, record]) => record.at > after && !(full === 'full' && record.gone)).sort(([, a], [, b]) => a.at - b.at)
    const page = all.slice(0, this.pageSize)
    const more = all.length > page.length
    const end = more ? page.at(-1)?.[1].at ?? after : this.state.position
    const changes = page.map(([key, record]): Change => {
      const [type = '', id = ''] = key.split(' ')
      return record.gone ? { type, id, gone: record.gone } : { type, id, version: record.version, data: copy(record.data) }
    })
    if (loseAnswer) return Promise.resolve({ kind: 'offline' })
    return Promise.resolve({ kind: 'ok', status: 200, data: { changes, cursor: `${epoch}:${more ? full : 'since'}:${end}`, more, reset, ...this.head(device) } })
  }
}
