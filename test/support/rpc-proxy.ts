import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What the proxy does to one request. `forwarded` kinds reach the node first: the node acts, the answer does not come. */
export type RpcFault =
  | { readonly kind: 'drop_before' }
  | { readonly kind: 'drop_after' }
  | { readonly kind: 'delay'; readonly ms: number }
  | { readonly kind: 'status'; readonly status: 429 | 500 | 502 | 503; readonly forwarded: boolean }
  | { readonly kind: 'html'; readonly forwarded: boolean }
  | { readonly kind: 'truncated'; readonly forwarded: boolean }
  | {
      readonly kind: 'rpc_error'
      readonly code: number
      readonly message: string
      readonly forwarded: boolean
    }
  /** Rewrites the node's answer: wrong ids, null results, a stale head, another chain id. */
  | { readonly kind: 'rewrite'; readonly with: (answer: unknown) => unknown }

/** A proxy in front of a JSON-RPC endpoint. Faults are used up in order, one per matching request. */
export type RpcProxy = {
  readonly url: string
  /** Queues a fault for the next `times` requests that name one of `methods` (any request when not given). */
  readonly inject: (
    fault: RpcFault,
    when?: { readonly methods?: readonly string[]; readonly times?: number },
  ) => void
  /** Forgets faults that were not used. */
  readonly clear: () => void
  /** Methods of every request so far, in order, one list per HTTP request. */
  readonly seen: () => readonly (readonly string[])[]
  readonly faultsUsed: () => number
  readonly stop: () => Promise<void>
}

type Planned = { readonly fault: RpcFault; readonly methods: readonly string[] | null; left: number }

/**
 * Starts a proxy in front of a real node.
 * @param target URL of the node   @returns the proxy on a free port of 127.0.0.1
 * Errors: the system's when it cannot listen. Source: PAYMENTS failures 2, 3, 4.
 */
export async function startRpcProxy(target: string): Promise<RpcProxy> {
  const planned: Planned[] = []
  const seen: (readonly string[])[] = []
  let used = 0
  const server = createServer((request, response) => {
    void readBody(request)
      .then((body) => {
        const methods = methodsOf(body)
        seen.push(methods)
        const fault = take(planned, methods)
        used += fault === null ? 0 : 1
        return answer({ target, body, fault, response })
      })
      // The node itself is gone: what a client sees then is a cut connection.
      .catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    inject: (fault, when) => planned.push({ fault, methods: when?.methods ?? null, left: when?.times ?? 1 }),
    clear: () => {
      planned.length = 0
    },
    seen: () => seen,
    faultsUsed: () => used,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function take(planned: Planned[], methods: readonly string[]): RpcFault | null {
  const index = planned.findIndex(
    (plan) => plan.methods === null || methods.some((name) => plan.methods?.includes(name)),
  )
  const plan = planned[index]
  if (plan === undefined) return null
  plan.left -= 1
  if (plan.left <= 0) planned.splice(index, 1)
  return plan.fault
}

async function answer(exchange: {
  readonly target: string
  readonly body: string
  readonly fault: RpcFault | null
  readonly response: ServerResponse
}): Promise<void> {
  const { target, body, fault, response } = exchange
  const forward = async () => {
    const said = await fetch(target, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    })
    return said.text()
  }
  const json = (text: string, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text)
  }
  if (fault === null) return json(await forward())
  if ('forwarded' in fault && fault.forwarded) await forward()
  switch (fault.kind) {
    case 'drop_before':
      response.destroy()
      return
    case 'drop_after':
      await forward()
      response.destroy()
      return
    case 'delay': {
      const text = await forward()
      await sleep(fault.ms)
      return json(text)
    }
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'text/plain' }).end('try again later')
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bad gateway</body></html>')
      return
    case 'truncated':
      return json('{"jsonrpc":"2.0","id":1,"resu')
    case 'rpc_error':
      return json(JSON.stringify(asErrors(JSON.parse(body), { code: fault.code, message: fault.message })))
    case 'rewrite':
      return json(JSON.stringify(fault.with(JSON.parse(await forward()))))
  }
}

function asErrors(request: unknown, error: { readonly code: number; readonly message: string }): unknown {
  if (Array.isArray(request)) return request.map((each) => asErrors(each, error))
  const id = typeof request === 'object' && request !== null && 'id' in request ? request.id : null
  return { jsonrpc: '2.0', id, error }
}

function methodsOf(body: string): readonly string[] {
  const parsed: unknown = JSON.parse(body)
  const calls: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  return calls.map((call) =>
    typeof call === 'object' && call !== null && 'method' in call ? String(call.method) : '?',
  )
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.once('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    request.once('error', reject)
  })
}
