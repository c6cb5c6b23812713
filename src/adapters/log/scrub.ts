/** What stands in the place of a secret. */
export const struckOut = '[redacted]'

/** Shorter values are ordinary words; striking them out would garble every line. */
const secretLengthMin = 8

const jwtPattern = /eyJ[\w-]{8,1000}\.[\w-]{8,2000}\.[\w-]{16,500}/g
const bearerPattern = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,2000}/gi
const urlPasswordPattern = /(:\/\/[^\s:/@"]{0,200}):[^\s/@"]{1,200}@/g
/** A key-like name right before 64 hex digits. Bare 64 hex digits are transaction hashes and must stay readable. */
const rawKeyPattern =
  /((?:priv(?:ate)?[\s_-]?key|secret|mnemonic|seed)[\w\s"'\\:=_-]{0,20}?)(?:0x)?[0-9a-f]{64}\b/gi

/**
 * Makes the last guard of the log: strikes known secrets and everything that looks like a credential from a line.
 * @param secrets exact values (private key with and without 0x, JWT secret, passwords); short ones are ignored
 * @returns a function from line to line
 * Errors: none. Source: SECURITY.md "Logs".
 */
export function createScrubber(secrets: readonly string[]): (line: string) => string {
  const exact = secrets
    .flatMap((secret) => [secret, secret.startsWith('0x') ? secret.slice(2) : secret])
    // As it stands in a line of JSON.
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret, index, all) => secret.length >= secretLengthMin && all.indexOf(secret) === index)
  return (line) => {
    let clean = line
    for (const secret of exact) if (clean.includes(secret)) clean = clean.replaceAll(secret, struckOut)
    if (clean.includes('eyJ')) clean = clean.replace(jwtPattern, struckOut)
    if (/bearer|basic/i.test(clean)) clean = clean.replace(bearerPattern, `$1 ${struckOut}`)
    if (clean.includes('://')) clean = clean.replace(urlPasswordPattern, `$1:${struckOut}@`)
    if (/key|secret|mnemonic|seed/i.test(clean)) clean = clean.replace(rawKeyPattern, `$1${struckOut}`)
    return clean
  }
}
