import { z } from 'zod'
import type { CookieSession, NewSession, Rotation, SessionFamilyId, SessionStore } from '#identity/ports.ts'
import { invariant } from '#kernel/invariant.ts'
import { type Instant, instantOf, isoOf } from '#kernel/time.ts'
import { idOf, userOf } from './identity-rows.ts'
import type { Database } from './pool.ts'

const cookieRow = z.object({ user_id: z.string(), session_version: z.int(), expires_at: z.number() })
const reusedRow = z.object({ family_id: z.string() })
const countRow = z.object({ deleted: z.bigint() })

/**
 * The session store on PostgreSQL.
 * @param db the pool   @returns the port
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: migration 0001, SECURITY.md "Tokens".
 */
export function createSessionStore(db: Database): SessionStore {
  return {
    insert: (session) => insertSession(db, session),
    rotate: (turn) => rotate(db, turn),
    revokeFamily: (familyId, at) => revokeFamily(db, familyId, at),
    findCookie: (tokenHash, at) => findCookie(db, tokenHash, at),
    revokeCookie: (tokenHash, at) => revokeCookie(db, tokenHash, at),
    deleteExpired: (before, rowsMax) => deleteExpired(db, before, rowsMax),
  }
}

async function rotate(
  db: Database,
  turn: {
    readonly oldHash: Uint8Array
    readonly newHash: Uint8Array
    readonly at: Instant
    readonly expiresAt: Instant
  },
): Promise<Rotation> {
  const turned = await useUp(db, turn)
  if (turned !== undefined) return { kind: 'rotated', user: userOf(turned) }
  const used = await findUsed(db, turn.oldHash)
  if (used === undefined) return { kind: 'refused' }
  return { kind: 'reused', familyId: idOf<'session_family'>(reusedRow.parse(used).family_id) }
}

async function insertSession(db: Database, session: NewSession): Promise<void> {
  await db.query(
    'sessions_insert',
    `insert into sessions (token_hash, family_id, kind, user_id, session_version, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      session.tokenHash,
      session.familyId,
      session.kind,
      session.userId,
      session.sessionVersion,
      isoOf(session.createdAt),
      isoOf(session.expiresAt),
    ],
  )
}

async function useUp(
  db: Database,
  turn: {
    readonly oldHash: Uint8Array
    readonly newHash: Uint8Array
    readonly at: Instant
    readonly expiresAt: Instant
  },
): Promise<unknown> {
  const rows = await db.query(
    'sessions_use_up',
    `with used as (
      update sessions s set used_at = $3 from users u
      where s.token_hash = $1 and s.kind = 'refresh' and s.used_at is null and s.revoked_at is null
        and s.expires_at > $3 and u.id = s.user_id and u.active and u.session_version = s.session_version
      returning s.family_id, u.id, u.username, u.role, u.active, u.session_version
    ), stored as (
      insert into sessions (token_hash, family_id, kind, user_id, session_version, created_at, expires_at)
      select $2, family_id, 'refresh', id, session_version, $3, $4 from used
    )
    select id, username, role, active, session_version from used`,
    [turn.oldHash, turn.newHash, isoOf(turn.at), isoOf(turn.expiresAt)],
  )
  return rows[0]
}

async function findUsed(db: Database, tokenHash: Uint8Array): Promise<unknown> {
  const rows = await db.query(
    'sessions_find_used',
    `select family_id from sessions where token_hash = $1 and kind = 'refresh' and used_at is not null`,
    [tokenHash],
  )
  return rows[0]
}

async function revokeFamily(db: Database, familyId: SessionFamilyId, at: Instant): Promise<void> {
  await db.query(
    'sessions_revoke_family',
    'update sessions set revoked_at = $2 where family_id = $1 and revoked_at is null',
    [familyId, isoOf(at)],
  )
}

async function findCookie(db: Database, tokenHash: Uint8Array, at: Instant): Promise<CookieSession | null> {
  const rows = await db.query(
    'sessions_find_cookie',
    `select user_id, session_version, expires_at from sessions
     where token_hash = $1 and kind = 'cookie' and revoked_at is null and expires_at > $2`,
    [tokenHash, isoOf(at)],
  )
  if (rows[0] === undefined) return null
  const row = cookieRow.parse(rows[0])
  const expiresAt = instantOf(row.expires_at)
  invariant(expiresAt.ok, 'a timestamptz is an instant')
  return {
    userId: idOf<'user'>(row.user_id),
    sessionVersion: row.session_version,
    expiresAt: expiresAt.value,
  }
}

async function revokeCookie(db: Database, tokenHash: Uint8Array, at: Instant): Promise<void> {
  await db.query(
    'sessions_revoke_cookie',
    `with revoked as (
      update sessions set revoked_at = $2 where token_hash = $1 and kind = 'cookie' and revoked_at is null
      returning user_id
    )
    select pg_notify('user_changed', user_id::text) from revoked`,
    [tokenHash, isoOf(at)],
  )
}

async function deleteExpired(db: Database, before: Instant, rowsMax: number): Promise<number> {
  const rows = await db.query(
    'sessions_delete_expired',
    `with deleted as (
      delete from sessions where token_hash in (
        select token_hash from sessions where expires_at < $1 order by expires_at limit $2
      ) returning 1
    )
    select count(*) as deleted from deleted`,
    [isoOf(before), rowsMax],
  )
  return Number(countRow.parse(rows[0]).deleted)
}
