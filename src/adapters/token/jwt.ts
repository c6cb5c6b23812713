import { createSigner, createVerifier } from 'fast-jwt'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { AccessClaims, AccessTokens } from '#identity/ports.ts'
import { type IdSource, parseId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { type Clock, instantOf, minuteMs } from '#kernel/time.ts'

const issuer = 'autonomous-treasurer'
const audience = 'autonomous-treasurer-api'
/** Short: what a stolen token is worth ends with it, and refresh tokens carry the session on. */
export const accessLifeMs = 15 * minuteMs
/** A token of another host may be this much from the future. */
const skewMsMax = 60_000
/** About 400 bytes each: the cache stays below 2 MB whatever is sent. */
const cachedTokensMax = 4_000
/** Ours have some 330 characters; a longer one is refused before any work. */
const tokenLengthMax = 1_024

const payloadShape = z.object({
  sub: z.string(),
  sv: z.int().min(1),
  jti: z.string().min(1),
  iat: z.int().min(0),
  exp: z.int().min(0),
})

/**
 * Access tokens: JWT, HS256 only, issuer, audience and the claims exp, iat, sub, jti, sv required.
 * The lifetime is checked at every use against our own clock, also for cached tokens.
 * @param options secret ≥ 32 bytes   @returns the port
 * Errors: throws at once when the secret is shorter. Source: SECURITY.md "Tokens", PITFALLS 12.
 */
export function createAccessTokens(options: {
  readonly secret: string
  readonly clock: Clock
  readonly ids: IdSource
}): AccessTokens {
  const key = Buffer.from(options.secret, 'utf8')
  if (key.length < 32) throw new RangeError('JWT_SECRET needs at least 32 bytes')
  const sign = createSigner({ key, algorithm: 'HS256', iss: issuer, aud: audience })
  const verify = createVerifier({
    key,
    algorithms: ['HS256'],
    allowedIss: issuer,
    allowedAud: audience,
    requiredClaims: ['exp', 'iat', 'sub', 'jti', 'sv', 'iss', 'aud'],
    // Checked below against the injected clock, once for fresh and cached tokens alike.
    ignoreExpiration: true,
    cache: false,
  })
  const cached = new LRUCache<string, AccessClaims>({ max: cachedTokensMax })
  return {
    issue: (claims) => {
      const issuedAtSeconds = Math.floor(options.clock.now() / 1_000)
      const expiresInSeconds = accessLifeMs / 1_000
      const token = sign({
        sub: claims.userId,
        sv: claims.sessionVersion,
        jti: options.ids.next(),
        iat: issuedAtSeconds,
        exp: issuedAtSeconds + expiresInSeconds,
      })
      return { token, expiresInSeconds }
    },
    verify: (token) => {
      const known = cached.get(token)
      if (known !== undefined) return alive(known, options.clock)
      if (token.length > tokenLengthMax) return err('invalid')
      const claims = read(verify, token, options.clock)
      if (claims.ok) cached.set(token, claims.value)
      return claims.ok ? alive(claims.value, options.clock) : claims
    },
  }
}

function alive(claims: AccessClaims, clock: Clock): Result<AccessClaims, 'expired'> {
  return claims.expiresAt > clock.now() ? ok(claims) : err('expired')
}

function read(
  verify: (token: string) => unknown,
  token: string,
  clock: Clock,
): Result<AccessClaims, 'invalid'> {
  const payload = payloadShape.safeParse(verified(verify, token))
  if (!payload.success) return err('invalid')
  const { sub, sv, iat, exp } = payload.data
  const userId = parseId<'user'>(sub)
  const expiresAt = instantOf(exp * 1_000)
  if (!userId.ok || !expiresAt.ok) return err('invalid')
  // A token that lives longer than we ever issue was not issued by us, whoever knows the secret.
  if (iat * 1_000 > clock.now() + skewMsMax || (exp - iat) * 1_000 > accessLifeMs) return err('invalid')
  return ok({ userId: userId.value, sessionVersion: sv, expiresAt: expiresAt.value })
}

function verified(verify: (token: string) => unknown, token: string): unknown {
  try {
    return verify(token)
  } catch {
    // Whatever is wrong with a token from outside, the answer is the same.
    return null
  }
}
