import type { SignInProblem } from '#identity/sign-in.ts'
import type { ProblemParts } from './problem.ts'

/**
 * What a failed sign-in says: the same for unknown, disabled and mistyped.
 * @param problem of identity   @returns the refusal
 * Errors: none (total). Source: SECURITY.md "Passwords", PITFALLS 14.
 */
export function signInRefusal(problem: SignInProblem): ProblemParts {
  if (problem.kind === 'wrong_credentials') {
    return { code: 'INVALID_CREDENTIALS', detail: 'The username or the password is wrong.' }
  }
  const seconds = Math.max(1, Math.ceil(problem.retryAfterMs / 1_000))
  return {
    code: 'SIGN_IN_THROTTLED',
    detail: `Too many failed sign-ins. Try again in ${seconds} s.`,
    retryAfterSeconds: seconds,
  }
}
