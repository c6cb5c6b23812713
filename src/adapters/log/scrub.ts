/** What stands in the place of a secret. */
const struckOut = '[redacted]'

/** Shorter values are ordinary words; striking them out would garble every line. */
const secretLengthMin = 8

/** Fields whose values never belong in a log, wherever they stand. */
const secretNames = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'password',
  'current_?password',
  'password_?hash',
  'secret',
  'client_secret',
  'jwt_secret',
  'token',
  'access_?token',
  'refresh_?token',
  'private_?key',
  'api_?key',
  'mnemonic',
].join('|')

/** One cheap look decides whether a line needs the patterns below; nearly none does. */
const suspicious = /auth|bearer|basic|cookie|passw|secret|token|key|mnemonic|seed|eyJ|:\/\//i

const fieldPattern = new RegExp(
  `("(?:${secretNames})":)(?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|[\\d.]+)`,
  'gi',
)
/** The same inside a text that is JSON itself. */
const quotedFieldPattern = new RegExp(`(\\\\"(?:${secretNames})\\\\"\\s?:\\s?\\\\")[^"\\\\]*`, 'gi')
const jwtPattern = /eyJ[\w-]{8,1000}\.[\w-]{8,2000}\.[\w-]{16,500}/g
const bearerPattern = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,2000}/gi
const urlPasswordPattern = /(:\/\/[^\s:/@"]{0,200}):[^\s/@"]{1,200}@/g
/** A key-like name right before 64 hex digits. Bare 64 hex digits are transaction hashes and must stay readable. */
const rawKeyPattern =
  /((?:priv(?:ate)?[\s_-]?key|secret|mnemonic|seed)[\w\s"'\\:=_-]{0,20}?)(?:0x)?[0-9a-f]{64}\b/gi

/**
 * Makes the guard of the log: strikes known secrets, secret fields and everything that looks like a credential from a
 * line. On the finished line, because walking every object before costs ten times as much.
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
    if (!suspicious.test(clean)) return clean
    return clean
      .replace(fieldPattern, `$1"${struckOut}"`)
      .replace(quotedFieldPattern, `$1${struckOut}`)
      .replace(jwtPattern, struckOut)
      .replace(bearerPattern, `$1 ${struckOut}`)
      .replace(urlPasswordPattern, `$1:${struckOut}@`)
      .replace(rawKeyPattern, `$1${struckOut}`)
  }
}
