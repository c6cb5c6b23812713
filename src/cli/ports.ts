import type { Reading } from '#flow/2-extraction/core/invoice.ts'
import type { Clock } from '#kernel/time.ts'

/** What a request carries besides its address: JSON members, all of them plain. */
export type JsonBody = { readonly [member: string]: string | boolean }

/** What came back, untouched: the text keeps every digit that a parsed number would lose. */
export type Answer = {
  readonly status: number
  readonly body: string
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string }
}

export type Method = 'GET' | 'POST' | 'PATCH'

/** The way to the program: over HTTP to a running server, or in-process. Throws CliFailure when nobody answers. */
export type Client = {
  readonly request: (
    method: Method,
    path: string,
    body?: JsonBody,
    headers?: { readonly [name: string]: string },
  ) => Promise<Answer>
  readonly close: () => Promise<void>
}

/** What the caller said on the command line; null where nothing was said and main's defaults hold. */
export type ConnectOptions = {
  readonly url: string | null
  readonly username: string | null
  readonly password: string | null
  readonly token: string | null
}

export type Connect = (options: ConnectOptions) => Promise<Client>

/** Standard output or error. */
export type TextSink = {
  readonly write: (text: string) => unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Standard input. */
export type ByteSource = AsyncIterable<Uint8Array | string>

/** Everything the command line is given; it opens nothing by itself but the files that its arguments name. */
export type CliDeps = {
  /** The words after the program's name. */
  readonly argv: readonly string[]
  readonly stdout: TextSink
  readonly stderr: TextSink
  readonly stdin: ByteSource
  readonly connect: Connect
  readonly version: string
  /** Extraction alone, for any text within the size of intake. */
  readonly read: (text: string) => Pick<Reading, 'fields' | 'flags' | 'checks'>
  /** A random password that is good enough for this installation. */
  readonly makePassword: () => string
  readonly clock: Pick<Clock, 'monotonicMs'>
}
