import { z } from 'zod'

declare global {
  interface JSON {
    /** The reviver also gets the text a number was read from (ECMAScript "JSON.parse source text access", in Node 24). */
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
    ): unknown
  }
}

const members = z.record(z.string(), z.unknown())

/**
 * The digits of a published number, as they came: a binary number cannot carry every amount.
 * @param json an object as text   @param member one of its own members   @returns the digits, or null when it is not a number
 * Errors: SyntaxError or ZodError for anything but a JSON object: callers have checked the body.
 * Source: CONTRACT.md "(n)", STYLE rule 7.
 */
export function exactDigits(json: string, member: string): string | null {
  const exact = members.parse(
    JSON.parse(json, (_key, value, { source }) => (typeof value === 'number' ? { digits: source } : value)),
  )[member]
  const found = z.object({ digits: z.string() }).safeParse(exact)
  return found.success ? found.data.digits : null
}
