import type { Fault } from '#kernel/fault.ts'
import type { UserId } from '#kernel/ids.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import type { PolicyBody } from './core/policy-body.ts'

export type StoredPolicy = {
  readonly version: number
  readonly body: PolicyBody
  readonly effectiveAt: Instant
}

/** Versions of the policy. Publishing cancels what is scheduled: the newest word counts. */
export type PolicyPort = {
  readonly current: (at: Instant) => Promise<Result<StoredPolicy | null, Fault>>
  /** Answers the new version, or `moved_on` when another version was published since `basedOn`. */
  readonly publish: (next: {
    readonly basedOn: number
    readonly body: PolicyBody
    readonly reason: string
    readonly by: { readonly id: UserId; readonly name: string } | null
    readonly at: Instant
    readonly effectiveAt: Instant
    readonly requestId: string | null
    /** Nobody else was eligible, so one person was enough: marked in the audit log. */
    readonly alone: boolean
  }) => Promise<Result<'published' | 'moved_on', Fault>>
  /** Another active user may change settings too. */
  readonly someoneElseMayChange: (user: UserId) => Promise<Result<boolean, Fault>>
}
