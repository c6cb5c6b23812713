import type { Span } from './text-layout.ts'

/** An account or wallet as printed; `value` without spaces. */
export type PrintedAccount = Span & { readonly value: string }

/**
 * Finds IBANs: right length for their country and a right check number (mod 97).
 * @param text folded text   @returns in order. Errors: none; linear. Source: ISO 13616.
 */
export function findIbans(text: string): readonly PrintedAccount[] {
  return [...text.matchAll(ibanPattern)].flatMap((match) => {
    const iban = longestIban(match[0])
    return iban === null ? [] : [{ value: iban.value, start: match.index, end: match.index + iban.length }]
  })
}

/**
 * Finds wallet addresses and what looks like one: 0x with 38 to 44 hex digits (also in groups), name.eth, bc1…
 * A wrong length is reported too: a look-alike in a document is a sign of fraud, whoever made it.
 * @param text folded text   @returns in order, hex as printed without spaces. Errors: none; linear.
 */
export function findWallets(text: string): readonly PrintedAccount[] {
  return [...text.matchAll(walletPattern)].map((match) => ({
    value: match[0].replace(/[ \u00a0]/g, ''),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

const walletPattern =
  /(?<![\p{L}\p{N}])(?:0x[0-9a-f]{38,44}(?![0-9a-f])|0x(?:[ \u00a0]?[0-9a-f]){40}(?![0-9a-f])|(?:[a-z0-9-]{3,40}\.){1,3}eth(?![\p{L}\p{N}])|bc1[0-9ac-hj-np-z]{25,60}(?![\p{L}\p{N}])|(?:T|r)[1-9A-HJ-NP-Za-km-z]{32,34}(?![\p{L}\p{N}]))/giu
const ibanPattern = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ \u00a0-]?[A-Z0-9]){11,30}/g

/** Length of an IBAN per country. Source: ISO 13616 registry. */
const ibanLengths: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 ' +
    'JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number.parseInt(entry.slice(2), 10)] as const),
)

function longestIban(printed: string): { readonly value: string; readonly length: number } | null {
  const wanted = ibanLengths.get(printed.slice(0, 2))
  if (wanted === undefined) return null
  let taken = ''
  for (const [index, character] of printed.split('').entries()) {
    if (/[A-Z0-9]/.test(character)) taken += character
    if (taken.length === wanted) return isChecked(taken) ? { value: taken, length: index + 1 } : null
  }
  return null
}

function isChecked(iban: string): boolean {
  const digits = (iban.slice(4) + iban.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  )
  return BigInt(digits) % 97n === 1n
}
