import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import type { Findings } from './problem.ts'

const folders = ['src', 'web/src', 'test', 'tools', 'bench', 'contracts']

/**
 * Holds every module below a root against the import rules of `.dependency-cruiser.cjs`.
 * @param root the tree with `package.json` and the configuration   @returns modules cruised and violations
 * Errors: throws when the configuration cannot be read.
 * Source: ARCHITECTURE.md "Import rules", trap 1 (a run that saw no module passes silently).
 */
export async function checkImportRules(root: string): Promise<Findings> {
  const options = await extractOptions(join(root, '.dependency-cruiser.cjs'))
  const present = folders.filter((folder) => existsSync(join(root, folder)))
  const result = await cruise(present, { ...options, baseDir: root, validate: true })
  if (typeof result.output === 'string') throw new Error('dependency-cruiser answered text instead of data')
  const { summary } = result.output
  return {
    looked: summary.totalCruised,
    problems: summary.violations.map((violation) => ({
      where: violation.from,
      rule: violation.rule.name,
      message: violation.from === violation.to ? 'stands alone' : `reaches ${violation.to}`,
    })),
  }
}
