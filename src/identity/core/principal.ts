import type { UserId } from '#kernel/ids.ts'
import type { ActorRole, Role } from './roles.ts'

/** A person as stored, without the password. */
export type User = {
  readonly id: UserId
  readonly username: string
  readonly role: Role
  readonly active: boolean
  readonly sessionVersion: number
}

/** Whoever is behind a request, once proven. */
export type Principal = {
  readonly userId: UserId
  readonly username: string
  readonly role: ActorRole
}
