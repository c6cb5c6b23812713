import type { ChangeUserProblem } from '#identity/change-user.ts'
import { passwordLengthMin, passwordSentence } from '#identity/core/password-rules.ts'
import type { CreateUserProblem } from '#identity/create-user.ts'
import { never } from '#kernel/invariant.ts'
import type { ProblemParts } from './problem.ts'
import { signInRefusal } from './sign-in-refusal.ts'

/**
 * Why a user was not made or changed, as a refusal.
 * @param problem of identity   @returns code and words
 * Errors: none (total). Source: CONTRACT.md "POST /users/".
 */
export function userRefusal(problem: CreateUserProblem | ChangeUserProblem): ProblemParts {
  switch (problem.kind) {
    case 'not_allowed':
      return { code: 'FORBIDDEN', detail: 'Only a user of a higher rank may do this.' }
    case 'own_role':
      return { code: 'FORBIDDEN', detail: 'Nobody changes their own role or activity.' }
    case 'not_found':
      return { code: 'NOT_FOUND', detail: 'There is no such user.' }
    case 'last_owner':
      return { code: 'LAST_OWNER', detail: 'This is the last active owner.' }
    case 'username_taken':
      return { code: 'USERNAME_TAKEN', detail: 'A user of this name exists.' }
    case 'username_invalid':
      return fieldRefusal(
        'username',
        'A username has letters, digits and . _ @ + - and begins with a letter or digit.',
      )
    case 'password_refused':
      return fieldRefusal('password', passwordSentence(problem.problem, passwordLengthMin))
    case 'current_password_wrong':
      return {
        code: 'FORBIDDEN',
        detail: 'The present password is wrong.',
        details: { field: 'current_password' },
      }
    case 'throttled':
      return signInRefusal(problem)
    default:
      return never(problem)
  }
}

function fieldRefusal(field: string, message: string): ProblemParts {
  return { code: 'VALIDATION_ERROR', detail: message, details: { issues: [{ field, message }] } }
}
