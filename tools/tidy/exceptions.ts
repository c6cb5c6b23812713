/** One reviewed place where a rule does not hold, found by the code on its line, with the reason. */
export type Exception = {
  readonly path: string
  readonly rule: string
  readonly code: string
  readonly why: string
}

export const exceptions: readonly Exception[] = [
  {
    path: 'src/kernel/money.ts',
    rule: 'money-as-number',
    code: 'Number(left)',
    why: 'a count of shares that get one unit more, at most the number of weights',
  },
  {
    path: 'src/treasury/core/runway.ts',
    rule: 'money-as-number',
    code: 'Number(months)',
    why: 'a count of months, checked to be at most 1,199 in the line before',
  },
  {
    path: 'src/treasury/core/runway.ts',
    rule: 'money-as-number',
    code: 'Number(((spendable % from.burn) * days) / from.burn)',
    why: 'a count of days within one month: the division of two amounts has been done in bigint',
  },
]
