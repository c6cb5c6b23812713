import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Findings, Problem } from './problem.ts'
import { type KnownValue, knownValues } from './secret-exceptions.ts'

type Pattern = {
  readonly rule: string
  readonly pattern: RegExp
  readonly isPlaceholder?: (found: string) => boolean
}

/** Larger files are data; a key hidden in one is beyond this scanner. */
const fileBytesMax = 2_000_000

/** Written out for people to replace, filled in by a shell, or too short to protect anything: not a password. */
const placeholderPassword =
  /^(?:\\?\$\{?\w|\$\(|<|%|\*+$|\.{3}|password$|pass$|secret$|pw$|change[-_]?me|.{1,3}@?$)/i

const patterns: readonly Pattern[] = [
  {
    rule: 'raw-key',
    pattern: /(?<![\w])0x[0-9a-f]{64}(?![0-9a-f])/gi,
    // 0x00…01 and the like are numbers padded to a word.
    isPlaceholder: (found) => new Set(found.slice(2).toLowerCase()).size <= 4,
  },
  { rule: 'cloud-key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  {
    rule: 'api-key',
    pattern: /\b(?:sk-(?:proj-)?[A-Za-z0-9_-]{32,}|gh[pousr]_[A-Za-z0-9]{36,}|xox[abp]-[\w-]{20,})\b/g,
  },
  { rule: 'pem-key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{16,}/g },
  {
    rule: 'password-in-url',
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"`<>]*:(?<password>[^\s/@'"`]+)@/gi,
    isPlaceholder: (found) => placeholderPassword.test(found.slice(found.lastIndexOf(':') + 1)),
  },
]

/**
 * Looks for secrets in every file that is or would be committed.
 * @param root a git checkout   @param known reviewed values that are no secrets; one that is not found any more is a problem
 * @returns files read and the findings, by place and rule, never with the value
 * Errors: throws when git is not there. Source: SECURITY.md "Supply chain".
 */
export function checkSecrets(root: string, known: readonly KnownValue[] = knownValues): Findings {
  const paths = committedPaths(root)
  const used = new Set<KnownValue>()
  const problems = paths.flatMap((path) =>
    secretsIn(path, readFileSync(join(root, path), 'utf8'), known, used),
  )
  const stale = known
    .filter((value) => !used.has(value))
    .map(({ path, why }) => ({ where: path, rule: 'stale-exception', message: `not found any more: ${why}` }))
  return { looked: paths.length, problems: [...problems, ...stale] }
}

/** The fingerprint under which a reviewed value is listed. @param value as it stands in the file. Errors: none. */
export function fingerprint(value: string): string {
  return createHash('sha256').update(value.toLowerCase()).digest('hex').slice(0, 16)
}

function secretsIn(
  path: string,
  text: string,
  known: readonly KnownValue[],
  used: Set<KnownValue>,
): readonly Problem[] {
  return patterns.flatMap(({ rule, pattern, isPlaceholder }) => {
    return [...text.matchAll(pattern)].flatMap((match) => {
      const [found] = match
      if (isPlaceholder?.(found) === true) return []
      const print = fingerprint(found)
      const reviewed = known.find((value) => value.path === path && value.fingerprint === print)
      if (reviewed !== undefined) {
        used.add(reviewed)
        return []
      }
      const line = text.slice(0, match.index).split('\n').length
      return [{ where: `${path}:${line}`, rule, message: `looks like a secret (fingerprint ${print})` }]
    })
  })
}

/** What git has or would take: ignored files (node_modules, .env, data) stay on the machine. */
function committedPaths(root: string): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return [...new Set(listed.split('\0'))].filter((path) => {
    if (path === '' || path === 'package-lock.json') return false
    const found = statSync(join(root, path), { throwIfNoEntry: false })
    return found?.isFile() === true && found.size <= fileBytesMax
  })
}
