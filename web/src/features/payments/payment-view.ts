import type { TransactionDetail, TransactionSummary } from '../../api/types.ts'
import { shortHex } from '../../format/address.ts'
import { formatGwei, formatMoney } from '../../format/amount.ts'
import { formatMoment } from '../../format/when.ts'
import { t } from '../../i18n/t.ts'

/** Confirmations as "2 of 3"; null before there is a block. Errors: none. */
export function confirmationWords(payment: TransactionSummary): string | null {
  if (payment.confirmations === null) return null
  const seen = Math.min(payment.confirmations, payment.confirmations_needed)
  return t.payments.confirmations(
    payment.status === 'final' ? payment.confirmations_needed : seen,
    payment.confirmations_needed,
  )
}

export type DetailTable = {
  readonly key: string
  readonly title: string
  readonly hint: string | null
  readonly empty: string
  readonly heads: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[]
}

/** Attempts, receipts and ledger entries as three tables of words. Errors: none. */
export function detailTables(payment: TransactionDetail): readonly DetailTable[] {
  const { attemptColumns: a, receiptColumns: r, ledgerColumns: l } = t.payments
  return [
    {
      key: 'attempts',
      title: t.payments.attempts,
      hint: t.payments.attemptsHint,
      empty: t.payments.noAttempts,
      heads: [a.hash, a.nonce, a.fee, a.sent, a.said],
      rows: payment.attempts.map((attempt) => ({
        key: attempt.hash,
        cells: [
          shortHex(attempt.hash),
          `${attempt.nonce}`,
          formatGwei(attempt.max_fee_wei),
          attempt.broadcasts === 0 ? t.payments.notSent : t.payments.sentTimes(attempt.broadcasts),
          attempt.last_said ?? '',
        ],
      })),
    },
    {
      key: 'receipts',
      title: t.payments.receipts,
      hint: null,
      empty: t.payments.noReceipts,
      heads: [r.hash, r.block, r.result, r.fee],
      rows: payment.receipts.map((receipt) => ({
        key: receipt.hash + receipt.block_hash,
        cells: [
          shortHex(receipt.hash),
          receipt.block_number,
          t.payments.receiptWord[receipt.status],
          formatGwei(receipt.fee_wei),
        ],
      })),
    },
    {
      key: 'ledger',
      title: t.payments.ledger,
      hint: null,
      empty: t.payments.noEntries,
      heads: [l.kind, l.from, l.to, l.amount, l.at],
      rows: payment.ledger_entries.map((entry) => ({
        key: entry.id,
        cells: [
          t.payments.ledgerKind[entry.kind],
          accountWords(entry.from_account, payment),
          accountWords(entry.to_account, payment),
          entry.asset === payment.currency
            ? formatMoney(entry.amount, entry.asset)
            : formatGwei(entry.amount),
          formatMoment(entry.at),
        ],
      })),
    },
  ]
}

/** A vendor's account under the vendor's name: the id says nothing to people. */
function accountWords(account: string, payment: TransactionDetail): string {
  return account.replace(payment.vendor_id, payment.vendor)
}
