declare global {
  interface JSON {
    /** A piece of JSON text that JSON.stringify writes as it is (ECMAScript JSON.rawJSON, in Node 24). */
    rawJSON(text: string): RawJson
  }
}

/** A number on the wire with every digit it has; only JSON.stringify knows what to do with it. */
export type RawJson = { readonly rawJSON: string }

const decimalPattern = /^-?(?:0|[1-9]\d{0,76})(?:\.\d{1,77})?$/

/**
 * A published amount: a JSON number written from the exact decimal, never through a float.
 * @param decimal as formatMinor writes it   @returns what JSON.stringify writes without quotes
 * Errors: RangeError for anything else than a plain decimal. Source: CONTRACT.md "(n)".
 */
export function exactNumber(decimal: string): RawJson {
  if (!decimalPattern.test(decimal)) throw new RangeError('not a plain decimal')
  return JSON.rawJSON(decimal)
}
