import type { Findings, Problem } from '../checks/problem.ts'
import { casts } from './casts.ts'
import { comments } from './comments.ts'
import { type Exception, exceptions } from './exceptions.ts'
import { docstrings, exportForm } from './exports.ts'
import { fileLength, fileName, functionLength } from './measures.ts'
import { readSources } from './source.ts'
import { bannedWords } from './words.ts'

const fileRules = [fileLength, fileName, functionLength, exportForm, docstrings, bannedWords, comments]

/**
 * Holds a checkout against STYLE.md.
 * @param root the checkout   @param allowed reviewed exceptions; one that excuses nothing is a problem itself
 * @returns files read and what is wrong in them
 * Errors: throws when a file cannot be read.
 */
export function checkTidy(root: string, allowed: readonly Exception[] = exceptions): Findings {
  const sources = readSources(root)
  const found = [...sources.flatMap((source) => fileRules.flatMap((rule) => rule(source))), ...casts(sources)]
  const lines = new Map(sources.map(({ path, text }) => [path, text.split('\n')]))
  const used = new Set<Exception>()
  const left = found.filter((problem) => {
    const [path = '', line = '1'] = problem.where.split(':')
    const code = lines.get(path)?.[Number(line) - 1] ?? ''
    const excuse = allowed.find(
      (one) => one.path === path && one.rule === problem.rule && code.includes(one.code),
    )
    if (excuse !== undefined) used.add(excuse)
    return excuse === undefined
  })
  return { looked: sources.length, problems: [...left, ...stale(allowed, used)] }
}

function stale(allowed: readonly Exception[], used: ReadonlySet<Exception>): readonly Problem[] {
  return allowed
    .filter((one) => !used.has(one))
    .map(({ path, rule, code }) => ({
      where: path,
      rule: 'stale-exception',
      message: `the exception from ${rule} for "${code}" excuses nothing any more`,
    }))
}
