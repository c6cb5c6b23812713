import { parentPort } from 'node:worker_threads'
import type { Reading } from '#flow/2-extraction/core/invoice.ts'
import { readClaims } from '#flow/2-extraction/core/read-claims.ts'

/** What this thread says: once when it can read, then once per text. `cpuUs` is what it has used since it began. */
export type ThreadMessage =
  | { readonly kind: 'ready'; readonly cpuUs: number }
  | { readonly kind: 'read'; readonly reading: Reading; readonly cpuUs: number }

function say(message: ThreadMessage): void {
  parentPort?.postMessage(message)
}

function cpuUs(): number {
  const { user, system } = process.threadCpuUsage()
  return user + system
}

parentPort?.on('message', (text: string) => {
  const reading = readClaims(text)
  say({ kind: 'read', reading, cpuUs: cpuUs() })
})
say({ kind: 'ready', cpuUs: cpuUs() })
