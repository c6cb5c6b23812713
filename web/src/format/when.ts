const locale = 'en-GB'
const dayFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const monthFormat = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' })
const longMonthFormat = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
const momentFormat = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const timeFormat = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** A calendar day: "3 Mar 2026". @param day YYYY-MM-DD. Errors: none; other text is shown as it is. */
export function formatDay(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : dayFormat.format(at)
}

/** "Mar" for an axis, "March 2026" for a table. @param month YYYY-MM-DD of its first day. Errors: none. */
export function formatMonth(month: string, length: 'short' | 'long' = 'short'): string {
  const at = Date.parse(`${month}T00:00:00Z`)
  if (Number.isNaN(at)) return month
  return length === 'short' ? monthFormat.format(at) : longMonthFormat.format(at)
}

/** A moment in the reader's own time zone: "3 Mar 2026, 14:05". @param iso ISO-8601. Errors: none. */
export function formatMoment(iso: string): string {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : momentFormat.format(at)
}

/** The time of day with seconds, for steps that follow each other quickly. @param iso ISO-8601. Errors: none. */
export function formatTime(iso: string): string {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : timeFormat.format(at)
}
