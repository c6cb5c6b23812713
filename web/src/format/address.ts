/**
 * An address in groups of four, to be compared by eye: "0x", "5FbD", "B231", …
 * @param address 0x and hex digits   @returns the groups in order, "0x" first when it is there. Errors: none.
 */
export function addressGroups(address: string): readonly string[] {
  const prefix = address.startsWith('0x') ? ['0x'] : []
  const digits = address.slice(prefix.length * 2)
  return [...prefix, ...(digits.match(/.{1,4}/g) ?? [])]
}

/** First six and last four characters of a hash or address: "0x5FbD…80aa3" is never enough to pay by, only to recognise. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 8)}…${hex.slice(-6)}`
}
