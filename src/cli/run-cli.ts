import { Command, CommanderError, Option } from 'commander'
import { addApprovals } from './commands/approvals.ts'
import { addApprove, addReject } from './commands/decide-approval.ts'
import { addPayments } from './commands/payments.ts'
import { addRead } from './commands/read.ts'
import { addStatus } from './commands/status.ts'
import { addSubmit } from './commands/submit.ts'
import { addPause, addResume } from './commands/switch-paying.ts'
import { addUser } from './commands/user.ts'
import { addWallet } from './commands/wallet.ts'
import type { CliDeps } from './ports.ts'
import { type GlobalOptions, perform, type Run } from './session.ts'

/** A pipe has no width; this one suits a log and a mail. */
const helpColumns = 100

const examples = `
Examples:
  $ treasurer serve                          start the server (see the README)
  $ treasurer status
  $ treasurer submit invoice.txt
  $ treasurer approvals --status pending
  $ treasurer approve 0190c2a4-7c1e-7b3a-9f5e-2d1c0b9a8f7e --comment "agreed by phone"
  $ treasurer read invoice.txt               only read it: no server, no payment

Where to and as whom: --url or TREASURER_URL; --token or TREASURER_TOKEN, else --username and --password.
Passwords on a command line can be seen by other users of the machine: prefer TREASURER_TOKEN.
Exit codes: 0 done, 1 refused, 2 wrong usage or the server is not available.`

/**
 * The command line: everything but `serve`.
 * @param deps words, streams, the way to the program, and what main hands in   @returns the exit code: 0, 1 or 2
 * Errors: none: each is one line on standard error. Source: CONTRACT.md "Commands".
 */
export async function runCli(deps: CliDeps): Promise<number> {
  const program = new Command('treasurer')
  const exit = { code: 0 }
  program
    .description('Invoices in, decided by policy, paid exactly once.')
    .version(deps.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .addOption(new Option('--url <url>', 'address of the server (default: TREASURER_URL, else this machine)'))
    .addOption(new Option('--username <name>', 'sign in as this user'))
    .addOption(new Option('--password <password>', "this user's password"))
    .addOption(new Option('--token <token>', 'access token (default: TREASURER_TOKEN)'))
    .addOption(new Option('--json', "print the program's own answer, one line of JSON"))
    .addHelpText('after', examples)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void deps.stdout.write(text),
      writeErr: (text) => void deps.stderr.write(text),
      outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, ' ')}\n`),
      getOutHelpWidth: () => deps.stdout.columns ?? helpColumns,
      getErrHelpWidth: () => deps.stderr.columns ?? helpColumns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
  addCommands(program, async (action) => {
    exit.code = await perform(deps, program.opts<GlobalOptions>(), action)
  })
  try {
    await program.parseAsync(deps.argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // Help and version end with 0; the rest is wrong usage and has said so.
    return error.exitCode === 0 ? 0 : 2
  }
  return exit.code
}

function addCommands(program: Command, run: Run): void {
  addStatus(program, run)
  addSubmit(program, run)
  addApprovals(program, run)
  addApprove(program, run)
  addReject(program, run)
  addPayments(program, run)
  addWallet(program, run)
  addPause(program, run)
  addResume(program, run)
  addUser(program, run)
  addRead(program, run)
}
