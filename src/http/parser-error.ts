import type { Socket } from 'node:net'
import type { IdSource } from '#kernel/ids.ts'
import { type Clock, isoOf } from '#kernel/time.ts'
import { type ProblemParts, problemBody, problemType } from './problem.ts'
import { problems } from './problem-codes.ts'
import { securityHeaders } from './security-headers.ts'

const parserProblems: Readonly<Record<string, ProblemParts>> = {
  HPE_HEADER_OVERFLOW: { code: 'HEADERS_TOO_LARGE', detail: 'The header fields are larger than 16 KiB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'REQUEST_TIMEOUT', detail: 'The request did not arrive in time.' },
}

/**
 * Answers what is not HTTP at all: the parser's errors come before any hook, and must carry the same headers.
 * @param deps clock and ids   @returns a handler for the server's `clientError`
 * Errors: none. Source: CONTRACT.md "On every answer".
 */
export function createParserErrorHandler(deps: {
  readonly clock: Clock
  readonly ids: IdSource
}): (error: Error & { readonly code?: string }, socket: Socket) => void {
  return (error, socket) => {
    // Nobody is there any more, or an answer is under way: anything written now would garble it.
    if (error.code === 'ECONNRESET' || !socket.writable || answerUnderWay(socket)) {
      socket.destroy()
      return
    }
    const parts = parserProblems[error.code ?? ''] ?? {
      code: 'MALFORMED_REQUEST' as const,
      detail: 'This is not a valid HTTP request.',
    }
    const { status, title } = problems[parts.code]
    const requestId = deps.ids.next()
    const body = problemBody(parts, { path: '', requestId, at: isoOf(deps.clock.now()) })
    const headers = {
      ...securityHeaders,
      'x-request-id': requestId,
      'content-type': problemType,
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${title}\r\n${lines.join('')}\r\n${body}`)
  }
}

/** Node hangs the answer it is writing on the socket; on an idle keep-alive connection there is none. */
function answerUnderWay(socket: Socket): boolean {
  const answer: unknown = '_httpMessage' in socket ? socket._httpMessage : null
  return (
    typeof answer === 'object' && answer !== null && 'headersSent' in answer && answer.headersSent === true
  )
}
