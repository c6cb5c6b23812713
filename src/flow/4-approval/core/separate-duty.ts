import type { UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'

/** A user as far as an act is concerned: `mayAct` is what their role allows, active or not. */
export type Person = { readonly id: UserId; readonly active: boolean; readonly mayAct: boolean }

export type DutyError = 'not_eligible' | 'segregation_of_duties'

/**
 * The one rule for "nobody checks their own work": an involved person may act only where no other active user
 * could, and then it is marked.
 * @param of people with their right to this act, those involved in what is judged, who acts
 * @returns `self`: the actor judges their own work; `pool`: the ids that may act, `self` included only then
 * Errors: not_eligible (role, inactive, unknown), segregation_of_duties. Source: CONTRACT.md "Segregation of duties".
 */
export function separateDuty(of: {
  readonly people: readonly Person[]
  readonly involved: readonly (UserId | null)[]
  readonly actor: UserId
}): Result<{ readonly self: boolean; readonly pool: readonly UserId[] }, DutyError> {
  const pool = poolOf(of.people, of.involved)
  const eligible = of.people.some((person) => person.id === of.actor && person.active && person.mayAct)
  if (!eligible) return err('not_eligible')
  if (!pool.includes(of.actor)) return err('segregation_of_duties')
  return ok({ self: of.involved.includes(of.actor), pool })
}

/**
 * Who may act: everybody eligible and not involved, or, where there is nobody, everybody eligible.
 * @returns distinct ids   Errors: none. Source: CONTRACT.md "Segregation of duties".
 */
export function poolOf(people: readonly Person[], involved: readonly (UserId | null)[]): readonly UserId[] {
  const eligible = people.filter((person) => person.active && person.mayAct).map((person) => person.id)
  const others = eligible.filter((id) => !involved.includes(id))
  return [...new Set(others.length > 0 ? others : eligible)]
}
