import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Findings, Problem } from './problem.ts'

/** One entry of `packages` in package-lock.json, as far as the checks read it. */
const entrySchema = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  resolved: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  hasInstallScript: z.boolean().optional(),
})
const lockSchema = z.object({ lockfileVersion: z.number(), packages: z.record(z.string(), entrySchema) })
const names = z.record(z.string(), z.string()).default({})
const manifestSchema = z.object({
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  allowScripts: z.record(z.string(), z.boolean()).default({}),
})

/** The lockfile's packages: path in node_modules → entry; the root itself is left out. */
export type LockedPackages = ReadonlyMap<string, z.infer<typeof entrySchema>>

const exactVersion = /^(?:npm:(?:@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/

/** Reads package-lock.json. @param root the checkout @returns its packages. Errors: throws when it is no lockfile. */
export function readLockedPackages(root: string): LockedPackages {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return new Map(Object.entries(lock.packages).filter(([path]) => path !== ''))
}

/**
 * Holds the lockfile to the supply-chain rules: every package pinned by integrity and free of host names, exact
 * versions in package.json, every install script allowed or refused by name.
 * @param root the checkout   @returns packages looked at and what is wrong
 * Errors: throws when package.json or package-lock.json cannot be read. Source: SECURITY.md "Supply chain".
 */
export function checkLockfile(root: string): Findings {
  const locked = readLockedPackages(root)
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const problems: Problem[] = []
  for (const [path, entry] of locked) {
    if (entry.link === true)
      problems.push({ where: path, rule: 'lockfile-link', message: 'a link is not pinned' })
    if (entry.integrity === undefined) {
      problems.push({ where: path, rule: 'lockfile-integrity', message: 'has no integrity' })
    }
    if (entry.resolved !== undefined) {
      problems.push({ where: path, rule: 'lockfile-host', message: 'names the host it came from' })
    }
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (entry.hasInstallScript === true && manifest.allowScripts[name] === undefined) {
      const message = 'has an install script that package.json neither allows nor refuses'
      problems.push({ where: path, rule: 'install-script', message })
    }
  }
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }
  for (const [name, version] of Object.entries(wanted)) {
    if (!exactVersion.test(version)) {
      problems.push({
        where: 'package.json',
        rule: 'exact-version',
        message: `${name} is not exact: ${version}`,
      })
    }
    if (locked.get(`node_modules/${name}`)?.version !== version.slice(version.lastIndexOf('@') + 1)) {
      problems.push({
        where: 'package.json',
        rule: 'lockfile-stale',
        message: `${name} is locked differently`,
      })
    }
  }
  return { looked: locked.size, problems }
}
