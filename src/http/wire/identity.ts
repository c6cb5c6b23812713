import { z } from 'zod'
import { passwordLengthMax } from '#identity/core/password-rules.ts'
import { acts, roles } from '#identity/core/roles.ts'
import { usernameLengthMax } from '#identity/core/username-rules.ts'
import { uuid } from './shared.ts'

const username = z.string().min(1).max(usernameLengthMax)
// Counted in UTF-16 units here: four times the rule's bound in the worst case, still small.
const password = z
  .string()
  .min(1)
  .max(passwordLengthMax * 2)

/** POST /token, as OAuth clients send it; the further members are accepted and not used. */
export const tokenForm = z.strictObject({
  username,
  password,
  grant_type: z.literal('password').optional(),
  scope: z.string().max(200).optional(),
  client_id: z.string().max(200).optional(),
  client_secret: z.string().max(200).optional(),
})

export const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.int().describe('Seconds'),
  refresh_token: z.string().describe('Good for one use'),
})

export const refreshBody = z.strictObject({ refresh_token: z.string().min(1).max(200) })

export const sessionBody = z.strictObject({ username, password })

export const userView = z.object({ id: uuid, username: z.string(), role: z.enum(roles) })
/** An agent signs in with an API key and has no row in the list of users. */
const callerView = z.object({ id: uuid, username: z.string(), role: z.enum([...roles, 'agent']) })

export const sessionOpened = z.object({ user: userView })
export const sessionView = z.object({ user: callerView, permissions: z.array(z.enum(acts)) })

export const createUserBody = z.strictObject({ username, password, role: z.enum(roles).default('viewer') })

export const changeUserBody = z
  .strictObject({
    role: z.enum(roles).optional(),
    active: z.boolean().optional(),
    password: password.optional(),
    current_password: password.optional().describe("Needed to change one's own password"),
  })
  .refine((body) => body.role !== undefined || body.active !== undefined || body.password !== undefined, {
    message: 'give role, active or password',
  })

export const userDetail = userView.extend({ active: z.boolean() })
export const userPage = z.object({ data: z.array(userDetail), next_cursor: z.string().nullable() })
