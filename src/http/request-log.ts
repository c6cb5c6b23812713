import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from './metrics.ts'
import type { Log } from './ports.ts'

const pathLengthMax = 200

/**
 * One line and one count per answer. Probes and files of the web app are counted, and logged only when they fail.
 * @param deps log and metrics   @returns a hook
 * Errors: none. Source: SECURITY.md "Logs", ENGINE.md "one line, not two".
 */
export function createAnswerHook(deps: {
  readonly log: Log
  readonly metrics: Metrics
}): (request: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  return (request, reply, done) => {
    const { config, url } = request.routeOptions
    const ms = reply.elapsedTime
    const status = reply.statusCode
    // Unknown paths are one label: a scanner must not fill the memory with names.
    deps.metrics.requestAnswered({ method: request.method, route: url ?? 'none', status, ms })
    if (config.exempt !== true || status >= 400) {
      const end = request.url.indexOf('?')
      deps.log.info(
        {
          request_id: request.id,
          method: request.method,
          path: (end === -1 ? request.url : request.url.slice(0, end)).slice(0, pathLengthMax),
          status,
          ms: Math.round(ms * 100) / 100,
          user_id: request.principal?.userId ?? null,
        },
        'request',
      )
    }
    done()
  }
}
