import type { InvoiceFields, ReadCheck, ReadFlag } from './invoice.ts'
import { claimedUnits, magnitudeOf } from './parse-amount.ts'

/**
 * Adds up what a document claims: net + tax = total, total − prepaid = amount due, lines = net or total.
 * @param fields claims of one reading   @returns one check per sum whose parts are all read, and a flag where one fails
 * Errors: none. Source: EXTRACTION.md, "Checks". Lines only warn: simple lines are read with less certainty.
 */
export function checkTotals(
  fields: Pick<InvoiceFields, 'net' | 'tax' | 'total' | 'prepaid' | 'amount_due' | 'lines'>,
): { readonly checks: readonly ReadCheck[]; readonly flags: readonly ReadFlag[] } {
  const net = units(fields.net)
  const tax = units(fields.tax)
  const total = units(fields.total)
  const prepaid = magnitudeOf(units(fields.prepaid))
  const due = units(fields.amount_due)
  const checks: ReadCheck[] = []
  if (net !== null && tax !== null && total !== null) {
    checks.push(
      sumCheck(
        'net_plus_tax_is_total',
        net + tax === total,
        `${show(fields.net)} + ${show(fields.tax)} = ${show(fields.total)}`,
      ),
    )
  }
  if (total !== null && due !== null) {
    const words = `${show(fields.total)} - ${prepaid === null ? '0.00' : show(fields.prepaid)} = ${show(fields.amount_due)}`
    checks.push(sumCheck('total_less_prepaid_is_due', total - (prepaid ?? 0n) === due, words))
  }
  const failed = checks.filter(({ passed }) => !passed)
  const flags = failed.map(({ detail }) => ({
    code: 'totals_do_not_add_up' as const,
    detail: `The sums do not add up: ${detail}.`,
  }))
  return { checks: [...checks, ...lineCheck(fields.lines, [net, total, due])], flags: flags.slice(0, 1) }
}

function lineCheck(lines: InvoiceFields['lines'], wanted: readonly (bigint | null)[]): readonly ReadCheck[] {
  if (lines === null || lines.value.length === 0 || wanted.every((sum) => sum === null)) return []
  const totals = lines.value.map(({ total }) => (total === null ? null : claimedUnits(total)))
  if (totals.includes(null)) return []
  const sum = totals.reduce<bigint>((all, each) => all + (each ?? 0n), 0n)
  return [
    sumCheck('lines_add_up', wanted.includes(sum), `${lines.value.length} lines against the printed sums`),
  ]
}

function sumCheck(name: string, passed: boolean, detail: string): ReadCheck {
  return { name, passed, detail }
}

function units(claim: { readonly value: string } | null): bigint | null {
  return claim === null ? null : claimedUnits(claim.value)
}

function show(claim: { readonly value: string } | null): string {
  return claim?.value ?? '?'
}
