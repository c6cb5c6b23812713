import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The pages a reader is sent to, and the files they name, must be there. */
const root = fileURLToPath(new URL('..', import.meta.url))
const topPages = readdirSync(root).filter((name) => name.endsWith('.md'))
const pages = [
  ...topPages,
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

/** Targets of links to files of this repository, as written. */
function linksOf(text: string): readonly string[] {
  return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** Files of the repository named in backticks; a name with a placeholder or a pattern is no file. */
function pathsOf(text: string): readonly string[] {
  return [...text.matchAll(/`((?:src|test|tools|bench|contracts|docs|web)\/[^`\s]*)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !/[*<>{}…]/.test(path))
}

const missing = (page: string, text: string): readonly string[] => [
  ...linksOf(text).filter((target) => !existsSync(join(root, dirname(page), target))),
  ...pathsOf(text).filter((path) => !existsSync(join(root, path))),
]

test.each(pages)('%s names only files that are there', (page) => {
  expect(missing(page, readFileSync(join(root, page), 'utf8'))).toEqual([])
})

test('a dead link and a file that is gone are seen', () => {
  expect(
    missing('README.md', '[a](docs/none.md) [b](https://example.com/x) `src/none.ts` `src/*.ts`'),
  ).toEqual(['docs/none.md', 'src/none.ts'])
  expect(missing('docs/api.md', '[a](../README.md#top) `src/main.ts`')).toEqual([])
})
