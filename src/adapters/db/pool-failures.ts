import pg from 'pg'
import { Fault } from '#kernel/fault.ts'

/** Which rule of a table said no. */
export type ConstraintKind = 'unique' | 'foreign_key' | 'check' | 'not_null' | 'exclusion'

/** A constraint refused a row: expected by the store that wrote it, a bug when nobody catches it. */
export class ConstraintError extends Error {
  override readonly name = 'ConstraintError'
  readonly kind: ConstraintKind
  /** Name of the constraint; for not_null the column. */
  readonly constraint: string
  readonly table: string

  constructor(parts: {
    readonly kind: ConstraintKind
    readonly constraint: string
    readonly table: string
    readonly cause: unknown
  }) {
    super(`${parts.kind} ${parts.constraint} on ${parts.table}`, { cause: parts.cause })
    this.kind = parts.kind
    this.constraint = parts.constraint
    this.table = parts.table
  }
}

/** The connection broke while COMMIT was under way: stored or not, only reading it back tells. */
export class CommitUnknownError extends Error {
  override readonly name = 'CommitUnknownError'
}

const constraintKinds: ReadonlyMap<string, ConstraintKind> = new Map<string, ConstraintKind>([
  ['23505', 'unique'],
  ['23503', 'foreign_key'],
  ['23514', 'check'],
  ['23502', 'not_null'],
  ['23P01', 'exclusion'],
])
// Connection, transaction rollback (deadlock, serialization), resources, operator intervention, system.
const unavailableClasses = new Set(['08', '40', '53', '57', '58'])
// Lock not available, read-only standby after a failover, password and database missing.
const unavailableCodes = new Set(['55P03', '25006', '28000', '28P01', '3D000'])
const connectionLostClasses = new Set(['08', '57', '58'])

/**
 * Sorts what pg throws.
 * @param error anything a pg call rejected with   @param doing what was tried, for the log
 * @returns a Fault for an outside failure, a ConstraintError for a refused row, else the error itself: a bug
 * Errors: none. Source: STYLE rule 6; PostgreSQL appendix A for the codes.
 */
export function failureOf(error: unknown, doing: string): unknown {
  if (error instanceof Fault || error instanceof ConstraintError) return error
  if (!(error instanceof pg.DatabaseError)) {
    return error instanceof Error && !(error instanceof TypeError) ? unavailable(error, doing) : error
  }
  const code = error.code ?? ''
  const kind = constraintKinds.get(code)
  if (kind !== undefined) {
    const constraint = error.constraint ?? error.column ?? ''
    return new ConstraintError({ kind, constraint, table: error.table ?? '', cause: error })
  }
  const outside = unavailableClasses.has(code.slice(0, 2)) || unavailableCodes.has(code) || isStalePlan(error)
  return outside ? unavailable(error, doing) : error
}

/**
 * The Fault of a database that did not answer.
 * @param cause outside error   @param doing what was tried   @returns DATABASE_UNAVAILABLE, retryable
 * Errors: none. Source: STYLE rule 6.
 */
export function unavailable(cause: Error, doing: string): Fault {
  return new Fault({
    code: 'DATABASE_UNAVAILABLE',
    internal: `${doing}: ${cause.message}`,
    public: 'The database is not available at the moment.',
    retryable: true,
    cause,
  })
}

/**
 * Tells whether a connection is of no further use after an error.
 * @param error as pg threw it   @returns true for everything but a plain error of one statement
 * Errors: none. Source: PostgreSQL ends the session after classes 08, 57 and 58; a stale plan needs a new session.
 */
export function breaksConnection(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return true
  // 57014 is a cancelled statement: the session lives on.
  if (error.code === '57014') return false
  return connectionLostClasses.has((error.code ?? '').slice(0, 2)) || isStalePlan(error)
}

/** A migration changed a table under a prepared statement. */
function isStalePlan(error: pg.DatabaseError): boolean {
  return error.code === '0A000' && error.message.includes('cached plan must not change result type')
}
