import { err, ok, type Result } from '#kernel/result.ts'
import { plusMs } from '#kernel/time.ts'
import { refreshLifeMs, type SessionDeps, type TokenPair, tokenPair } from './open-session.ts'

/**
 * Turns a refresh token into a new pair. Each is good once: a second use means that somebody copied it, and ends
 * the whole family.
 * @param refreshToken as given   @returns the new pair, or `refused`
 * Errors: refused (unknown, expired, revoked, reused, user disabled or signed out); thrown Fault DATABASE_UNAVAILABLE.
 * Source: SECURITY.md "Tokens".
 */
export async function refreshSession(
  deps: SessionDeps,
  refreshToken: string,
): Promise<Result<TokenPair, 'refused'>> {
  const now = deps.clock.now()
  const next = deps.opaqueTokens.make()
  const turn = await deps.sessions.rotate({
    oldHash: deps.opaqueTokens.hashOf(refreshToken),
    newHash: next.hash,
    at: now,
    expiresAt: plusMs(now, refreshLifeMs),
  })
  if (turn.kind === 'rotated') return ok(tokenPair(deps, turn.user, next.token))
  if (turn.kind === 'reused') await deps.sessions.revokeFamily(turn.familyId, now)
  return err('refused')
}
