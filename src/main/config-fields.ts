import { z } from 'zod'

const onWords = new Set(['true', 'on', '1'])
const offWords = new Set(['false', 'off', '0'])

/** `true|false`, also `on|off`, `1|0`, any case. */
export const flag = z.string().transform((text, context) => {
  const word = text.trim().toLowerCase()
  if (onWords.has(word)) return true
  if (offWords.has(word)) return false
  context.addIssue({ code: 'custom', message: 'must be true or false (also on/off, 1/0)' })
  return z.NEVER
})

/** A comma-separated list or a JSON array of strings. */
export const list = z.string().transform((text, context): readonly string[] => {
  const trimmed = text.trim()
  if (!trimmed.startsWith('[')) {
    return trimmed
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
  }
  const parsed = z.array(z.string()).safeParse(parseJson(trimmed))
  if (parsed.success) return parsed.data.map((item) => item.trim()).filter((item) => item !== '')
  context.addIssue({ code: 'custom', message: 'must be a comma-separated list or a JSON array of strings' })
  return z.NEVER
})

/** A whole number within bounds, digits only. @param min inclusive @param max inclusive. Errors: a zod issue. */
export function whole(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,12}$/, `must be a whole number from ${min} to ${max}`)
    .transform((text) => Number.parseInt(text, 10))
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
}

/** A positive decimal amount such as 50.00; kept as text until the token's decimals are known. */
export const positiveAmount = z
  .string()
  .regex(/^\d{1,30}(\.\d{1,18})?$/, 'must be a positive decimal such as 50.00')
  .refine((text) => /[1-9]/.test(text), 'must be greater than 0')

/** A decimal ≥ 0 with at most one place, such as 2 or 2.5, as tenths. */
export const tenths = z
  .string()
  .regex(/^\d{1,4}(\.\d)?$/, 'must be a number such as 2 or 2.5')
  .transform((text) => {
    const [units, tenth] = text.split('.')
    return BigInt((units ?? '0') + (tenth ?? '0'))
  })

/** A URL of one of the given schemes. @param schemes with colon @returns the text unchanged. Errors: a zod issue. */
export function url(...schemes: readonly string[]) {
  return z.string().refine(
    (text) => {
      const parsed = URL.parse(text)
      return parsed !== null && schemes.includes(parsed.protocol)
    },
    `must be a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
