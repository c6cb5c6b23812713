import type { Dashboard, LimitAnswer, Member } from '../../api/types.ts'
import { formatPublished } from '../../format/amount.ts'
import { decimalUnits } from '../../format/decimal.ts'
import { formatMoment } from '../../format/when.ts'
import { t } from '../../i18n/t.ts'

/** What is wrong with a new limit, or null. The upper bound is the server's. Errors: none. */
export function limitProblem(text: string): string | null {
  const units = decimalUnits(text.trim())
  return units === null || units <= 0n ? t.settings.limit.bad : null
}

/** What the answer to a new limit means: now, or later where others may object. Errors: none. */
export function limitSentence(answer: LimitAnswer, currency: string): string {
  return answer.status === 'updated'
    ? t.settings.limit.updated(formatPublished(answer.new_limit, currency))
    : t.settings.limit.scheduled(formatMoment(answer.effective_at))
}

const ranks: readonly Member['role'][] = ['viewer', 'submitter', 'approver', 'admin', 'owner']

/** Roles this person may give: an admin only below their own rank, an owner all. Agents come with API keys. Errors: none. */
export function rolesToGive(mayManageOwners: boolean): readonly Member['role'][] {
  return mayManageOwners ? ranks : ranks.filter((role) => role !== 'owner' && role !== 'admin')
}

/** Whether the member's role and access can be changed from here. Errors: none. */
export function canChange(member: Member, ownId: string | null, mayManageOwners: boolean): boolean {
  return member.id !== ownId && rolesToGive(mayManageOwners).includes(member.role)
}

/** What is wrong with a new member, per field. Errors: none. */
export function memberProblems(form: { readonly username: string; readonly password: string }): {
  readonly username: string | null
  readonly password: string | null
} {
  return {
    username: form.username.trim() === '' ? t.settings.members.usernameMissing : null,
    password: Array.from(form.password).length < 12 ? t.settings.members.passwordShort : null,
  }
}

/** What runs underneath, as rows of words. Errors: none. */
export function modeRows(
  mode: Dashboard['mode'],
): readonly { readonly label: string; readonly value: string }[] {
  const words = t.settings.treasury.mode
  return [
    { label: words.database, value: words[mode.database] },
    {
      label: words.chain,
      value: mode.chain === 'local' ? words.local : t.shell.network.other(mode.chain_id),
    },
    { label: words.llm, value: mode.llm ? words.llmOn : words.llmOff },
    { label: words.sample, value: mode.sample_data ? words.on : words.off },
  ]
}
