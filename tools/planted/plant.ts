import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The checkout these tests belong to. */
export const repository = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Plants a small tree in a temporary folder, removed after the test.
 * @param files path → text   @param copied files taken over from the checkout as they are
 * @returns the folder
 * Errors: throws when the file system refuses.
 */
export function plant(files: Readonly<Record<string, string>>, copied: readonly string[] = []): string {
  const root = mkdtempSync(join(tmpdir(), 'planted-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const path of copied) cpSync(join(repository, path), join(root, path))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** The rules that were broken, each once, sorted. @param problems of a check. Errors: none. */
export function rulesOf(problems: readonly { readonly rule: string }[]): readonly string[] {
  return [...new Set(problems.map(({ rule }) => rule))].toSorted()
}
