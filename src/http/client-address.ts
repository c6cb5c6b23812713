import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'

/**
 * The network a request comes from: an IPv4 address, or the /64 that one IPv6 subscriber has.
 * Behind trusted proxies the framework has already taken the right-most untrusted hop; a hop that is no address counts
 * as the proxy itself.
 * @param request any request   @returns a short text, the same for one client
 * Errors: none. Source: CONTRACT.md "TRUSTED_PROXIES", PITFALLS 16.
 */
export function networkOf(request: FastifyRequest): string {
  const address = request.ip
  if (isIPv4(address)) return address
  return networkOfAddress(address) ?? networkOfAddress(request.socket.remoteAddress ?? '') ?? 'unknown'
}

/**
 * The network of an address.
 * @param address text   @returns IPv4 as it is, IPv6 as its first four groups, null for anything else
 * Errors: none. Source: RFC 4291 text forms.
 */
export function networkOfAddress(address: string): string | null {
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return null
  const mapped = /^::ffff:(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.exec(address)
  if (mapped !== null) return mapped[1] ?? null
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
