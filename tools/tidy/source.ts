import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** One file under the style rules. `tree` is absent for files without TypeScript (SQL, plain JavaScript configuration). */
export type Source = {
  readonly path: string
  readonly text: string
  readonly isTest: boolean
  readonly tree: ts.SourceFile | null
}

const folders = ['src', 'test', 'tools', 'bench', 'contracts', 'web/src']
const extensions = /\.(?:ts|mjs|cjs|vue|sql)$/
const generated = /^web\/src\/api\/generated\//
const scripts = /<script\b[^>]*>([\s\S]*?)<\/script>/g

/**
 * Reads every file the style rules speak about.
 * @param root the checkout   @returns sources, paths from the root with `/`
 * Errors: throws when a file cannot be read.
 */
export function readSources(root: string): readonly Source[] {
  const top = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.test(entry.name))
    .map((entry) => entry.name)
  const below = folders.flatMap((folder) => (existsSync(join(root, folder)) ? filesBelow(root, folder) : []))
  return [...top, ...below].filter((path) => !generated.test(path)).map((path) => readSource(root, path))
}

/** The line of a node, counted from 1. @param tree its file @param node the node. Errors: none. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}

/** Calls `visit` for a node and everything below it. @param node where to start @param visit sees each node. Errors: none. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

function filesBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesBelow(root, path)
    return extensions.test(entry.name) ? [path] : []
  })
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  return {
    path,
    text,
    isTest: /(?:\.test|-contract)\.ts$/.test(path) || path.startsWith('test/'),
    tree: parse(path, text),
  }
}

function parse(path: string, text: string): ts.SourceFile | null {
  if (path.endsWith('.sql') || path.endsWith('.cjs')) return null
  const code = path.endsWith('.vue') ? onlyScripts(text) : text
  return ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true)
}

/** Blanks all of a Vue file but its scripts, so that lines keep their numbers. */
function onlyScripts(text: string): string {
  const blank = text.replace(/[^\n]/g, ' ').split('')
  for (const match of text.matchAll(scripts)) {
    const body = match[1] ?? ''
    const start = match.index + match[0].indexOf('>') + 1
    blank.splice(start, body.length, ...body.split(''))
  }
  return blank.join('')
}
