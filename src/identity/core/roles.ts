/** People's roles, highest first. An `agent` is an API key and never a row of users. */
export const roles = ['owner', 'admin', 'approver', 'submitter', 'viewer'] as const
export type Role = (typeof roles)[number]
export type ActorRole = Role | 'agent'

/** What somebody may do. Routes declare one act each; the OpenAPI document lists who holds it. */
export const acts = [
  'read',
  'submit',
  'decide_approval',
  'change_vendor',
  'verify_vendor',
  'change_settings',
  'manage_users',
  'manage_webhooks',
  'manage_api_keys',
  'pause',
  'resume',
  'manage_signers',
  'reset_metrics',
  'manage_owners',
] as const
export type Act = (typeof acts)[number]

/** The one table of rights. Source: CONTRACT.md, "may". */
export const rights: Readonly<Record<ActorRole, readonly Act[]>> = {
  owner: acts,
  admin: [
    'read',
    'submit',
    'decide_approval',
    'change_vendor',
    'verify_vendor',
    'change_settings',
    'manage_users',
    'manage_webhooks',
    'manage_api_keys',
    'pause',
  ],
  approver: ['read', 'decide_approval', 'verify_vendor', 'pause'],
  submitter: ['read', 'submit'],
  viewer: ['read'],
  agent: ['read', 'submit'],
}

/**
 * Whether a role holds an act.
 * @param role who   @param act what   @returns true when the table says so
 * Errors: none (total). Source: CONTRACT.md, "may".
 */
export function may(role: ActorRole, act: Act): boolean {
  return rights[role].includes(act)
}

/**
 * Every role that holds an act, highest first, `agent` last.
 * @param act what   @returns role names, never empty
 * Errors: none (total). Source: CONTRACT.md, "may".
 */
export function rolesThatMay(act: Act): readonly ActorRole[] {
  const everyone: readonly ActorRole[] = [...roles, 'agent']
  return everyone.filter((role) => may(role, act))
}

/**
 * Whether `actor` may create, change or disable a user who has or gets role `target`.
 * Owners manage everybody; others only users strictly below their own rank.
 * @param actor who acts   @param target the other's role   @returns true when allowed
 * Errors: none (total). Source: CONTRACT.md, "users below own rank".
 */
export function mayManage(actor: ActorRole, target: Role): boolean {
  if (!may(actor, 'manage_users')) return false
  if (may(actor, 'manage_owners')) return true
  return rankOf(actor) < rankOf(target)
}

/** Position in the order of roles: 0 is the highest, an agent is below everybody. */
function rankOf(role: ActorRole): number {
  return role === 'agent' ? roles.length : roles.indexOf(role)
}

/**
 * Reads a role from outside.
 * @param text any text   @returns the role, or null
 * Errors: none. Source: CONTRACT.md, "Roles".
 */
export function roleOf(text: string): Role | null {
  return roles.find((role) => role === text) ?? null
}
