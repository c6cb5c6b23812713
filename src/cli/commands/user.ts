import { type Command, Option } from 'commander'
import type { z } from 'zod'
import { userDetail, userPage, userView } from '#http/wire/identity.ts'
import { roles } from '#identity/core/roles.ts'
import { ask } from '../ask.ts'
import { CliFailure } from '../cli-failure.ts'
import { findUser } from '../find-user.ts'
import type { JsonBody } from '../ports.ts'
import { readPassword } from '../read-input.ts'
import type { Run, Session } from '../session.ts'
import { addPageOptions, type PageOptions, showPage } from '../show-page.ts'

type PasswordOptions = { readonly passwordStdin?: boolean }
type User = z.infer<typeof userDetail>

const passwordStdin =
  'take the new password from standard input; without it a random one is made and shown once'

/** `treasurer user …`. @param program the root @param run its runner. Errors: none. */
export function addUser(program: Command, run: Run): void {
  const user = program
    .command('user')
    .description('people: list, add, disable, enable, role, password')
    .addHelpText(
      'after',
      `
Every change signs that person out at once. Names are compared without case.

Examples:
  $ treasurer user list
  $ treasurer user add kim --role approver
  $ printf %s "$NEW_PASSWORD" | treasurer user add kim --role approver --password-stdin
  $ treasurer user role kim admin
  $ treasurer user disable kim
  $ treasurer user password kim`,
    )
  addList(user, run)
  addAdd(user, run)
  addChanges(user, run)
  user
    .command('password')
    .argument('<name>', 'of the user')
    .option('--password-stdin', passwordStdin)
    .description(
      'give a user a new password; your own needs --username and --password, which prove that it is you',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  $ treasurer user password kim\n  $ treasurer user password kim --password-stdin < new-password',
    )
    .action((name: string, options: PasswordOptions) =>
      run((session) => changePassword(session, name, options)),
    )
}

function addList(user: Command, run: Run): void {
  const list = user
    .command('list')
    .description('everybody, oldest first')
    .addHelpText('after', '\nExamples:\n  $ treasurer user list\n  $ treasurer user list --json')
  addPageOptions(list).action((page: PageOptions) =>
    run((session) =>
      showPage(session, {
        path: '/users',
        query: { ...page },
        shape: userPage,
        columns: [{ title: 'NAME' }, { title: 'ROLE' }, { title: 'ACTIVE' }, { title: 'ID' }],
        cells: ({ username, role, active, id }: User) => [username, role, active ? 'yes' : 'no', id],
        none: 'No users.',
      }),
    ),
  )
}

function addAdd(user: Command, run: Run): void {
  user
    .command('add')
    .argument('<name>', 'letters, digits and . _ @ + -')
    .addOption(new Option('--role <role>', 'what the user may do').choices(roles).makeOptionMandatory())
    .option('--password-stdin', passwordStdin)
    .description('make a user')
    .addHelpText(
      'after',
      '\nExamples:\n  $ treasurer user add kim --role approver\n  $ treasurer user add lee --role viewer --password-stdin < password',
    )
    .action((name: string, options: PasswordOptions & { readonly role: string }) =>
      run((session) => addOne(session, name, options)),
    )
}

function addChanges(user: Command, run: Run): void {
  user
    .command('disable')
    .argument('<name>', 'of the user')
    .description('no more sign-in; everything the user did stays')
    .addHelpText('after', '\nExample:\n  $ treasurer user disable kim')
    .action((name: string) => run((session) => change(session, name, { active: false })))
  user
    .command('enable')
    .argument('<name>', 'of the user')
    .description('let a disabled user sign in again')
    .addHelpText('after', '\nExample:\n  $ treasurer user enable kim')
    .action((name: string) => run((session) => change(session, name, { active: true })))
  user
    .command('role')
    .argument('<name>', 'of the user')
    .argument('<role>', roles.join(', '))
    .description('change what a user may do')
    .addHelpText('after', '\nExample:\n  $ treasurer user role kim admin')
    .action((name: string, role: string) =>
      run((session) => {
        if (!roles.some((known) => known === role))
          throw new CliFailure(2, `a role is one of ${roles.join(', ')}`)
        return change(session, name, { role })
      }),
    )
}

async function addOne(
  session: Session,
  name: string,
  options: PasswordOptions & { readonly role: string },
): Promise<0> {
  const { password, isRandom } = await newPassword(session, options)
  const body = { username: name, password, role: options.role }
  const { value, answer } = await ask(
    await session.client(),
    { method: 'POST', path: '/users', body },
    userView,
  )
  session.tell(answer.body)
  session.say(`User ${value.username} is there, role ${value.role}.`)
  if (isRandom) showPassword(session, password)
  return 0
}

async function changePassword(session: Session, name: string, options: PasswordOptions): Promise<0> {
  const { password, isRandom } = await newPassword(session, options)
  const { username, password: current } = session.connection
  const isOwn = username?.toLowerCase() === name.toLowerCase()
  await change(
    session,
    name,
    isOwn && current !== null ? { password, current_password: current } : { password },
  )
  if (isRandom) showPassword(session, password)
  return 0
}

async function change(session: Session, name: string, body: JsonBody): Promise<0> {
  const client = await session.client()
  const { id } = await findUser(client, name)
  const { value, answer } = await ask(client, { method: 'PATCH', path: `/users/${id}`, body }, userDetail)
  session.tell(answer.body)
  session.say(
    `User ${value.username}: role ${value.role}, ${value.active ? 'active' : 'disabled'}; signed out everywhere.`,
  )
  return 0
}

async function newPassword(
  session: Session,
  options: PasswordOptions,
): Promise<{ readonly password: string; readonly isRandom: boolean }> {
  if (options.passwordStdin === true)
    return { password: await readPassword(session.deps.stdin), isRandom: false }
  return { password: session.deps.makePassword(), isRandom: true }
}

/** Once, and only after the server has taken it. With `--json` standard output holds answers only. */
function showPassword(session: Session, password: string): void {
  const line = `Password, shown only now: ${password}`
  if (session.json) session.warn(line)
  else session.say(line)
}
