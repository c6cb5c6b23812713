import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readLockedPackages } from './lockfile.ts'
import type { Findings } from './problem.ts'

/** Licences that go with MIT without a duty on our own code; MPL-2.0 asks for its own files only, OFL-1.1 is for fonts. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'MPL-2.0',
  'OFL-1.1',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

const manifestSchema = z.object({
  license: z.union([z.string(), z.object({ type: z.string() })]).optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
})

/**
 * Reads the licence of every locked package, of production and development.
 * @param root the checkout   @returns packages looked at, and those whose licence is not on the list or not stated
 * Errors: throws when the lockfile cannot be read. Source: SECURITY.md "Supply chain".
 */
export function checkLicences(root: string): Findings {
  const locked = readLockedPackages(root)
  const problems = [...locked].flatMap(([path, entry]) => {
    const licence = entry.license ?? statedIn(join(root, path, 'package.json'))
    if (licence !== null && isAllowed(licence)) return []
    const message = licence === null ? 'states no licence' : `licence ${licence} is not on the list`
    return [{ where: path, rule: 'licence', message }]
  })
  return { looked: locked.size, problems }
}

/** Old packages state it in forms that the lockfile does not carry. */
function statedIn(file: string): string | null {
  if (!existsSync(file)) return null
  const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!manifest.success) return null
  const { license, licenses } = manifest.data
  if (license !== undefined) return typeof license === 'string' ? license : license.type
  return licenses === undefined || licenses.length === 0
    ? null
    : licenses.map(({ type }) => type).join(' AND ')
}

/**
 * Whether an SPDX expression can be met by allowed licences alone: of an OR one side is enough, of an AND all are
 * needed. @param expression e.g. "(MIT OR GPL-3.0-only)". Errors: none, an expression it cannot read is refused.
 */
export function isAllowed(expression: string): boolean {
  const tokens = expression.match(/\(|\)|[^\s()]+/g) ?? []
  let position = 0
  const either = (): boolean => {
    let isMet = both()
    while (tokens[position] === 'OR') {
      position += 1
      const other = both()
      isMet ||= other
    }
    return isMet
  }
  const both = (): boolean => {
    let isMet = one()
    while (tokens[position] === 'AND') {
      position += 1
      const other = one()
      isMet &&= other
    }
    return isMet
  }
  const one = (): boolean => {
    const token = tokens[position] ?? ''
    position += 1
    if (token !== '(') return allowed.has(token)
    const isMet = either()
    if (tokens[position] !== ')') return false
    position += 1
    return isMet
  }
  const isMet = either()
  return isMet && position === tokens.length
}
