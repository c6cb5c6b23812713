import { connect, createServer, type Socket } from 'node:net'

/** A door in front of a server that can be shut: to a client the server is then away. */
export type TcpGate = {
  /** The same URL, through the gate. */
  readonly url: string
  /** Cuts every connection and refuses new ones. */
  readonly shut: () => void
  readonly open: () => void
  /** Connections cut because of what a client said. */
  readonly cuts: () => number
  readonly stop: () => Promise<void>
}

/**
 * Starts a gate in front of a PostgreSQL server, on TCP or on a Unix socket (`?host=/folder`).
 * @param target connection string   @param options `cutOn`: a client that says these words is cut at once
 * @returns the gate, open, on a free port of 127.0.0.1
 * Errors: the system's when it cannot listen. Source: PITFALLS 17, "503 with Retry-After".
 */
export async function startTcpGate(
  target: string,
  options: { readonly cutOn?: string } = {},
): Promise<TcpGate> {
  const url = new URL(target)
  const folder = url.searchParams.get('host')
  const port = url.searchParams.get('port') ?? (url.port === '' ? '5432' : url.port)
  const place =
    folder === null ? { host: url.hostname, port: Number(port) } : { path: `${folder}/.s.PGSQL.${port}` }
  const sockets = new Set<Socket>()
  let isOpen = true
  let cuts = 0
  const keep = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    keep(near)
    if (!isOpen) return void near.destroy()
    const far = connect(place)
    keep(far)
    const { cutOn } = options
    if (cutOn !== undefined) {
      // Before the pipe below: these words never reach the server, and the client sees a reset.
      near.prependListener('data', (said: Buffer) => {
        if (!said.includes(cutOn)) return
        cuts += 1
        near.unpipe(far)
        near.resetAndDestroy()
      })
    }
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the gate has no port')
  for (const name of ['host', 'port']) url.searchParams.delete(name)
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  const shut = (): void => {
    isOpen = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.toString(),
    shut,
    open: () => {
      isOpen = true
    },
    cuts: () => cuts,
    stop: async () => {
      shut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
