import type { VendorId } from '#kernel/ids.ts'

/** The chart of accounts. `treasury:gas` and `fees:gas` are kept in the chain's own coin. */
export type Account =
  | 'treasury'
  | 'treasury:gas'
  | 'equity:funding'
  | 'fees:gas'
  | 'suspense'
  | `payable:${string}`
  | `expense:${string}`

export type AccountKind = 'asset' | 'liability' | 'expense' | 'equity' | 'suspense'

/** What is owed to one vendor. @param vendorId the register's id @returns its account. Errors: none. */
export function payableTo(vendorId: VendorId): Account {
  return `payable:${vendorId}`
}

/**
 * Where a cost ends up. Words from outside become a plain code: lower case, digits, letters and dashes.
 * @param category as read or set, may be null   @returns e.g. "expense:cloud-hosting", "expense:uncategorised"
 * Errors: none (total). Source: POLICY.md "Ledger".
 */
export function expenseOf(category: string | null): Account {
  const code = (category ?? '')
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
  const short = Array.from(code)
    .slice(0, 60)
    .join('')
    .replace(/^-+|-+$/g, '')
  return `expense:${short === '' ? 'uncategorised' : short}`
}

/** Which side of the books an account is on. @param account a code of the chart @returns its kind. Errors: none. */
export function accountKind(account: Account): AccountKind {
  if (account === 'treasury' || account === 'treasury:gas') return 'asset'
  if (account === 'equity:funding') return 'equity'
  if (account === 'suspense') return 'suspense'
  return account.startsWith('payable:') ? 'liability' : 'expense'
}
