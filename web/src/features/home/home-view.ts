import type { Dashboard } from '../../api/types.ts'
import { formatAmount, formatMoney, formatMonths } from '../../format/amount.ts'
import { largestDecimal, shareOf } from '../../format/decimal.ts'
import { formatDay, formatMonth } from '../../format/when.ts'
import { t } from '../../i18n/t.ts'

type Words = {
  readonly tone: 'ok' | 'warn' | 'bad'
  readonly word: string
  readonly months: string
  readonly note: string
}

/**
 * The runway as a word, a figure and a sentence. Good from twice the minimum on, bad below it.
 * @param dashboard of the API. Errors: none.
 */
export function runwayWords(dashboard: Dashboard): Words {
  const { runway_months: months, critical_runway_months: minimum, cash_out_day: day } = dashboard
  if (months === null)
    return {
      tone: 'ok',
      word: t.home.runwayWord.endless,
      months: formatMonths(null),
      note: t.home.endlessNote,
    }
  const tone = months < minimum ? 'bad' : months < 2 * minimum ? 'warn' : 'ok'
  const word = {
    ok: t.home.runwayWord.healthy,
    warn: t.home.runwayWord.watch,
    bad: t.home.runwayWord.critical,
  }[tone]
  return {
    tone,
    word,
    months: formatMonths(months),
    note: day === null ? '' : t.home.cashOut(formatDay(day)),
  }
}

/** Where the runway stands on a bar of four minimums: percent filled, and the mark of the minimum at 25. Errors: none. */
export function runwayMeter(dashboard: Dashboard): { readonly filled: number; readonly minimumAt: number } {
  const { runway_months: months, critical_runway_months: minimum } = dashboard
  if (months === null || minimum <= 0) return { filled: 100, minimumAt: 25 }
  return { filled: Math.max(2, Math.min(100, Math.round((months / (4 * minimum)) * 100))), minimumAt: 25 }
}

export type MonthBar = {
  readonly key: string
  readonly label: string
  readonly x: number
  /** Height and top in the units of the view box, whole numbers computed from integers. */
  readonly height: number
  readonly y: number
  readonly sentence: string
  readonly out: string
  readonly income: string
  readonly month: string
}

export const chartBox = { width: 720, height: 220, top: 28, bottom: 28 } as const

/** The bars of the cash-out chart, oldest first, at most twelve. @param months of the dashboard. Errors: none. */
export function monthBars(months: Dashboard['months'], currency: string): readonly MonthBar[] {
  const shown = months.slice(-12)
  const largest = largestDecimal(shown.map((month) => month.cash_out))
  const room = chartBox.height - chartBox.top - chartBox.bottom
  const step = shown.length === 0 ? 0 : chartBox.width / shown.length
  return shown.map((month, index) => {
    // Two units at least: a month with nothing is still a month.
    const height = Math.max(2, pixels(month.cash_out, largest, room))
    return {
      key: month.month,
      label: formatMonth(month.month),
      x: Math.round(index * step + step / 2),
      height,
      y: chartBox.height - chartBox.bottom - height,
      out: formatAmount(month.cash_out),
      income: formatAmount(month.income),
      month: formatMonth(month.month, 'long'),
      sentence: t.home.chartPoint(
        formatMonth(month.month, 'long'),
        formatMoney(month.cash_out, currency),
        formatMoney(month.income, currency),
      ),
    }
  })
}

function pixels(part: string, whole: string, room: number): number {
  return Number.parseInt(shareOf(part, whole, BigInt(room)).toString(), 10)
}

/** One sentence that says what the chart shows. Errors: none; "" without months. */
export function chartSummary(bars: readonly MonthBar[], currency: string): string {
  let top = bars[0]
  for (const bar of bars) if (top === undefined || bar.height > top.height) top = bar
  return top === undefined ? '' : t.home.chartSummary(bars.length, `${top.out} ${currency}`, top.month)
}
