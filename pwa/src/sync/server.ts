/** The two questions the engine asks of the server. Tests hand in a server of their own. */
import { type Reply, ask } from '../lib/http'
import type { PullAnswer, PushAnswer, PushRequest } from '../lib/wire'

export interface SyncServer {
  push(request: PushRequest): Promise<Reply<PushAnswer>>
  pull(device: string, cursor: string | null): Promise<Reply<PullAnswer>>
}

/** Records in a page: enough to fill 10,000 in a few seconds, small enough to be stored in one go. */
export const PAGE = 1000

export const overHttp: SyncServer = {
  push: (request) => ask<PushAnswer>('POST', '/api/v1/sync/push', { body: request }),
  pull: (device, cursor) => {
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor === null ? {} : { cursor }) })
    return ask<PullAnswer>('GET', `/api/v1/sync/pull?${query.toString()}`, { headers: { 'X-Xunan-Device': device } })
  },
}
