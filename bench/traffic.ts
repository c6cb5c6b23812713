import type { Run } from './results.ts'

/** One request, or a source of requests that all differ. */
export type Traffic = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | (() => string) | null
  readonly statuses: readonly number[]
}

export type Load = {
  readonly url: string
  readonly connections: number
  readonly seconds: number
  readonly traffic: Traffic
}

/** What the load saw; the CPU is added by whoever knows the processes. */
export type Seen = Omit<Run, 'cpuUs' | 'databaseCpuUs'>
