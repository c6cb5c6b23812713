import { passwordSentence } from '#identity/core/password-rules.ts'
import type { Identity } from '#identity/create-identity.ts'
import type { FirstOwner } from '#identity/ensure-first-owner.ts'
import type { Config } from './config.ts'
import { StartFailure } from './start-failure.ts'

const developmentLengthMin = 8
const productionLengthMin = 12

/**
 * Makes the first owner when nobody is there.
 * @param config ADMIN_USERNAME and ADMIN_PASSWORD   @param identity the people side
 * @returns whether it was made, and the random password to print once
 * Errors: StartFailure that names the variable. Source: CONTRACT.md, ADMIN_USERNAME.
 */
export async function firstOwner(config: Config, identity: Identity): Promise<FirstOwner> {
  const passwordLengthMin = config.NODE_ENV === 'production' ? productionLengthMin : developmentLengthMin
  const made = await identity.ensureFirstOwner({
    username: config.ADMIN_USERNAME,
    password: config.ADMIN_PASSWORD ?? null,
    passwordLengthMin,
  })
  if (made.ok) return made.value
  if (made.error.kind === 'username_invalid') {
    throw new StartFailure(
      'ADMIN_USERNAME may have letters, digits and . _ @ + - and begins with a letter or digit',
    )
  }
  throw new StartFailure(`ADMIN_PASSWORD: ${passwordSentence(made.error.problem, passwordLengthMin)}`)
}
