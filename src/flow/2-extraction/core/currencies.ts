/**
 * The currency a printed word or symbol stands for.
 * @param printed e.g. "EUR", "€", "US$", "mnee", "Euro"
 * @returns ISO 4217 code or token symbol in capitals; null for unknown words and for signs of several currencies (¥, kr)
 * Errors: none. Source: ISO 4217; EXTRACTION.md ("currency known"); "$" alone is USD.
 */
export function currencyOf(printed: string): string | null {
  const word = printed.trim()
  const symbol = symbols.get(word)
  if (symbol !== undefined) return symbol
  if (codes.has(word)) return word
  const lower = word.toLowerCase()
  if (anyCase.has(lower)) return lower.toUpperCase()
  return names.get(lower) ?? null
}

/** What stands beside an amount: the pattern finds it, `currencyOf` decides. Longest first. */
export const currencyPattern = String.raw`(?:(?:US|CA|AU|NZ|HK|SG|A|C|R|S)\$|[€$£₹¥₩₺₽₴₦₫₱₿]|zł|Kč|[Kk]r\.?|Fr\.|[Ee]uros?|EURO?S?|(?:US )?[Dd]ollars?|[A-Z]{3,5}|(?:eur|usd|gbp|chf|mnee|usdc|usdt|dai|eurc|Mnee|Usdc|Eur|Usd)(?!\p{L}))`

/** Currencies written with the dollar sign: "$5 CAD" is no contradiction. */
export const dollarCodes: ReadonlySet<string> = new Set(
  'USD CAD AUD NZD SGD HKD MXN TWD ARS CLP COP BBD BSD BMD BND BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD MNEE USDC USDT DAI PYUSD USDP TUSD'.split(
    ' ',
  ),
)

const symbols: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'],
  ['$', 'USD'],
  ['US$', 'USD'],
  ['CA$', 'CAD'],
  ['C$', 'CAD'],
  ['A$', 'AUD'],
  ['AU$', 'AUD'],
  ['NZ$', 'NZD'],
  ['HK$', 'HKD'],
  ['SG$', 'SGD'],
  ['S$', 'SGD'],
  ['R$', 'BRL'],
  ['£', 'GBP'],
  ['₹', 'INR'],
  ['₩', 'KRW'],
  ['₺', 'TRY'],
  ['₽', 'RUB'],
  ['₴', 'UAH'],
  ['₦', 'NGN'],
  ['₫', 'VND'],
  ['₱', 'PHP'],
  ['₿', 'BTC'],
  ['zł', 'PLN'],
  ['Kč', 'CZK'],
  ['Fr.', 'CHF'],
])

const names: ReadonlyMap<string, string> = new Map([
  ['euro', 'EUR'],
  ['euros', 'EUR'],
  ['dollar', 'USD'],
  ['dollars', 'USD'],
  ['us dollar', 'USD'],
  ['us dollars', 'USD'],
])

/** Codes that are no word in any language at hand, taken in any letter case. */
const anyCase: ReadonlySet<string> = new Set('eur usd gbp chf mnee usdc usdt dai eurc'.split(' '))

const codes: ReadonlySet<string> = new Set(
  (
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK ' +
    'DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR ' +
    'KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB ' +
    'PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD ' +
    'TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ' +
    'MNEE USDC USDT DAI EURC EURT PYUSD USDP TUSD FDUSD GUSD BUSD FRAX LUSD ETH WETH BTC WBTC MATIC SOL'
  ).split(' '),
)
