import { z } from 'zod'
import type { User } from '#identity/core/principal.ts'
import type { Attribution, NewUser, StoredSecret, UserStore } from '#identity/ports.ts'
import type { UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { isoOf } from '#kernel/time.ts'
import { userColumns, userOf } from './identity-rows.ts'
import type { Database, SqlRunner } from './pool.ts'

// One number per kind of advisory lock in this database; this one is "make the first owner".
const firstOwnerLock = 7_301

const secretRow = z.object({ password_hash: z.string() })

/**
 * The user store on PostgreSQL. Every write of users carries its audit event in the same commit.
 * @param db the pool   @returns the port
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: migration 0001, SECURITY.md.
 */
export function createUserStore(db: Database): UserStore {
  return {
    findById: (id) => findById(db, id),
    findSecretByName: (username) => findSecretByName(db, username),
    findSecretById: (id) => findSecretById(db, id),
    list: (page) => listUsers(db, page),
    insert: (user, by) => insertUser(db, user, by),
    insertFirst: (user, by) =>
      db.transaction(async (tx) => {
        await lockFirstOwner(tx)
        if ((await listUsers(tx, { after: null, limit: 1 })).length > 0) return false
        return (await insertUser(tx, user, by)).ok
      }),
    changeLocked: (id, change, decide) => db.transaction((tx) => changeLocked(tx, id, change, decide)),
    raiseSessionVersion: (id, by) => raiseSessionVersion(db, id, by),
  }
}

async function changeLocked<E>(
  tx: SqlRunner,
  id: UserId,
  change: { readonly passwordHash: string | null; readonly by: Attribution },
  decide: (target: User, otherActiveOwners: number) => Result<User, E>,
): Promise<Result<User, E | 'not_found'>> {
  const locked = await lockUserAndOwners(tx, id)
  const target = locked.find((user) => user.id === id)
  if (target === undefined) return err('not_found')
  const others = locked.filter((user) => user.id !== id && user.role === 'owner' && user.active).length
  const decided = decide(target, others)
  if (!decided.ok) return decided
  await updateUser(tx, decided.value, change.passwordHash)
  await insertAuditEvent(tx, 'user_changed', id, change.by, {
    role: { from: target.role, to: decided.value.role },
    active: { from: target.active, to: decided.value.active },
    password_changed: change.passwordHash !== null,
  })
  return decided
}

async function findById(db: SqlRunner, id: UserId): Promise<User | null> {
  const rows = await db.query('users_find_by_id', `select ${userColumns} from users where id = $1`, [id])
  return rows[0] === undefined ? null : userOf(rows[0])
}

async function findSecretByName(db: SqlRunner, username: string): Promise<StoredSecret | null> {
  const rows = await db.query(
    'users_find_secret_by_name',
    `select ${userColumns}, password_hash from users where lower(username) = lower($1)`,
    [username],
  )
  return secretOf(rows[0])
}

async function findSecretById(db: SqlRunner, id: UserId): Promise<StoredSecret | null> {
  const rows = await db.query(
    'users_find_secret_by_id',
    `select ${userColumns}, password_hash from users where id = $1`,
    [id],
  )
  return secretOf(rows[0])
}

async function listUsers(
  db: SqlRunner,
  page: { readonly after: UserId | null; readonly limit: number },
): Promise<readonly User[]> {
  const rows = await db.query(
    'users_list',
    `select ${userColumns} from users where $1::uuid is null or id > $1 order by id limit $2`,
    [page.after, page.limit],
  )
  return rows.map(userOf)
}

async function lockFirstOwner(tx: SqlRunner): Promise<void> {
  await tx.query('users_lock_first_owner', 'select pg_advisory_xact_lock($1)', [firstOwnerLock])
}

async function insertUser(
  db: SqlRunner,
  user: NewUser,
  by: Attribution,
): Promise<Result<null, 'username_taken'>> {
  const rows = await db.query(
    'users_insert',
    `with made as (
      insert into users (id, username, password_hash, role, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id
    )
    insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
    select $6, $5, $7, 'user_created', 'user', made.id::text, $8::jsonb, $9 from made returning object_id`,
    [
      user.id,
      user.username,
      user.passwordHash,
      user.role,
      by.actorId,
      isoOf(by.at),
      by.actorName,
      JSON.stringify({ username: user.username, role: user.role }),
      by.requestId,
    ],
  )
  return rows.length === 1 ? ok(null) : err('username_taken')
}

/** Locks in the order of ids, so that two changes of owners wait for each other instead of deadlocking. */
async function lockUserAndOwners(tx: SqlRunner, id: UserId): Promise<readonly User[]> {
  const rows = await tx.query(
    'users_lock_with_owners',
    `select ${userColumns} from users where id = $1 or (role = 'owner' and active) order by id for update`,
    [id],
  )
  return rows.map(userOf)
}

async function updateUser(tx: SqlRunner, user: User, passwordHash: string | null): Promise<void> {
  await tx.query(
    'users_update',
    `update users set role = $2, active = $3, session_version = $4, password_hash = coalesce($5, password_hash)
     where id = $1`,
    [user.id, user.role, user.active, user.sessionVersion, passwordHash],
  )
}

async function insertAuditEvent(
  tx: SqlRunner,
  action: string,
  id: UserId,
  by: Attribution,
  detail: object,
): Promise<void> {
  await tx.query(
    'users_insert_audit_event',
    `insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
     values ($1, $2, $3, $4, 'user', $5, $6::jsonb, $7)`,
    [isoOf(by.at), by.actorId, by.actorName, action, id, JSON.stringify(detail), by.requestId],
  )
}

async function raiseSessionVersion(db: SqlRunner, id: UserId, by: Attribution): Promise<void> {
  await db.query(
    'users_raise_session_version',
    `with raised as (
      update users set session_version = session_version + 1 where id = $1 returning id
    )
    insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
    select $2, $3, $4, 'user_signed_out', 'user', raised.id::text, '{}'::jsonb, $5 from raised`,
    [id, isoOf(by.at), by.actorId, by.actorName, by.requestId],
  )
}

function secretOf(row: unknown): StoredSecret | null {
  if (row === undefined) return null
  return { user: userOf(row), passwordHash: secretRow.parse(row).password_hash }
}
