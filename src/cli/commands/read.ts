import { basename, extname } from 'node:path'
import type { Command } from 'commander'
import { CliFailure, type ExitCode, worse } from '../cli-failure.ts'
import type { CliDeps } from '../ports.ts'
import { oneLine } from '../printable.ts'
import { readDocumentText } from '../read-input.ts'
import type { Run } from '../session.ts'

/** `treasurer read FILE…`. @param program the root @param run its runner. Errors: none. */
export function addRead(program: Command, run: Run): void {
  program
    .command('read')
    .argument('<file...>', 'text files (.txt, UTF-8, at most 102,400 bytes each)')
    .option('--ignore-xml', 'read the page of a hybrid PDF instead of its XML; text has none')
    .description('extraction alone: no server, no payment, one JSON line per document')
    .addHelpText(
      'after',
      `
Each line is {"file", "fields", "checks", "flags", "ms"}; what cannot be read is {"file", "error"}, and the exit
code is then 1. Only text (.txt) can be read so far: PDF, images, XML and mails come later.

Examples:
  $ treasurer read invoice.txt
  $ treasurer read inbox/*.txt > readings.jsonl`,
    )
    .action((files: readonly string[]) => run(({ deps }) => readAll(deps, files)))
}

async function readAll(deps: CliDeps, files: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  for (const file of files) {
    const line = await readOne(deps, file)
    if ('error' in line) exitCode = worse(exitCode, 1)
    deps.stdout.write(`${oneLine(JSON.stringify(line))}\n`)
  }
  return exitCode
}

type Line =
  | ({ readonly file: string; readonly ms: number } & ReturnType<CliDeps['read']>)
  | { readonly file: string; readonly error: string }

async function readOne(deps: CliDeps, file: string): Promise<Line> {
  if (extname(basename(file)).toLowerCase() !== '.txt')
    return { file, error: 'only text (.txt) can be read so far' }
  try {
    const text = await readDocumentText(file, deps.stdin)
    if (text.includes('\0')) return { file, error: 'not text: it holds a NUL character' }
    const startMs = deps.clock.monotonicMs()
    const { fields, checks, flags } = deps.read(text)
    const ms = Math.round(deps.clock.monotonicMs() - startMs)
    return { file, fields, checks, flags, ms }
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error
    return { file, error: error.message }
  }
}
