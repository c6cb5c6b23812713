import type { AppError } from '../../api/app-error.ts'
import type { Approval } from '../../api/types.ts'
import { formatMoney } from '../../format/amount.ts'
import type { StatusWord } from '../../format/payment-status.ts'
import { formatMoment } from '../../format/when.ts'
import { t } from '../../i18n/t.ts'

/** The amount to be paid, or as claimed when it does not convert. Errors: none. */
export function approvalAmount(approval: Approval): string {
  return approval.amount === null ? approval.amount_text : formatMoney(approval.amount, approval.currency)
}

/** Why the state does not allow approving, or null. Rejecting is always possible. Errors: none. */
export function approveBlocked(approval: Approval): string | null {
  if (approval.vendor_status === 'unknown') return t.approvals.noVendor
  if (approval.vendor_status === 'blocked') return t.approvals.vendorBlocked
  if (approval.amount === null) return t.approvals.noAmount
  return approval.to_address === null ? t.approvals.noWallet : null
}

/** What the register says about the vendor. Errors: none. */
export function vendorWord(approval: Approval): StatusWord {
  const tones = { unknown: 'bad', unverified: 'warn', verified: 'ok', blocked: 'bad' } as const
  return { tone: tones[approval.vendor_status], word: t.approvals.vendorStatus[approval.vendor_status] }
}

/** Who decided what and when, oldest first. Errors: none. */
export function voteSentences(
  approval: Approval,
): readonly { readonly key: string; readonly text: string; readonly note: string | null }[] {
  return approval.votes.map((vote) => ({
    key: `${vote.user}-${vote.voted_at}`,
    text: t.approvals.decided(vote.user, vote.vote, formatMoment(vote.voted_at)),
    note:
      [
        vote.comment === null ? null : t.approvals.comment(vote.comment),
        vote.self_approval ? t.approvals.selfApproved : null,
      ]
        .filter((part) => part !== null)
        .join(' ') || null,
  }))
}

/** How it ended without a vote, or null. Errors: none. */
export function endSentence(approval: Approval): string | null {
  if (approval.status === 'expired') return t.approvals.expired
  return approval.status === 'voided' ? t.approvals.voided : null
}

/** People who said yes so far. Errors: none. */
export function approvedBy(approval: Approval): number {
  return approval.votes.filter((vote) => vote.vote === 'approve').length
}

/**
 * Who was first, as a sentence, when an act came too late.
 * @param error any error of approve or reject   @param now the approval as it is now, null when it could not be read
 * @returns null when the error is not a conflict. Errors: none.
 */
export function conflictSentence(error: AppError, now: Approval | null): string | null {
  if (error.status !== 409) return null
  const vote = now?.votes.at(-1)
  if (vote === undefined) return error.public === '' ? t.approvals.conflictUnknown : error.public
  return t.approvals.conflict(vote.user, vote.vote, formatMoment(vote.voted_at))
}
