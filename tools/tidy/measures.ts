import ts from 'typescript'
import type { Problem } from '../checks/problem.ts'
import { lineOf, type Source, walk } from './source.ts'

/** STYLE rule 1: a file of 300 lines is read in one go; tests are tables and may be twice as long. */
const fileLinesMax = 300
const testLinesMax = 600
/** STYLE, Vue: longer components hide logic that belongs into a composable or a pure view file. */
const vueLinesMax = 150
/** STYLE rule 2. */
const functionLinesMax = 60

const vagueNames = new Set(['index', 'util', 'utils', 'helper', 'helpers', 'misc'])
const kebab = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*\.(?:ts|mjs|cjs)$/
const pascalVue = /^[A-Z][A-Za-z0-9]*\.vue$/
const migration = /^\d{4}_[a-z0-9]+(?:_[a-z0-9]+)*\.sql$/
const kebabFolder = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/** File too long. @param source one file. Errors: none. Source: STYLE rule 1. */
export function fileLength({ path, text, isTest }: Source): readonly Problem[] {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  const max = path.endsWith('.vue') ? vueLinesMax : isTest ? testLinesMax : fileLinesMax
  if (path.endsWith('.sql') || lines <= max) return []
  return [{ where: path, rule: 'file-length', message: `${lines} lines, at most ${max}` }]
}

/** File or folder named against the rules. @param source one file. Errors: none. Source: STYLE rules 1, 14. */
export function fileName({ path }: Source): readonly Problem[] {
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  const pattern = name.endsWith('.vue') ? pascalVue : name.endsWith('.sql') ? migration : kebab
  const problems: Problem[] = []
  if (!pattern.test(name))
    problems.push({ where: path, rule: 'file-name', message: 'not named in kebab-case' })
  if (vagueNames.has(name.split('.')[0] ?? '')) {
    problems.push({ where: path, rule: 'vague-name', message: 'a file is named by what it holds' })
  }
  const folder = parts.slice(0, -1).find((part) => !kebabFolder.test(part))
  if (folder !== undefined) {
    problems.push({ where: path, rule: 'file-name', message: `folder ${folder} is not in kebab-case` })
  }
  return problems
}

/** Functions too long; a function that holds tests is a chapter, not a function. @param source one file. Errors: none. */
export function functionLength({ path, tree }: Source): readonly Problem[] {
  if (tree === null) return []
  const problems: Problem[] = []
  walk(tree, (node) => {
    if (!ts.isFunctionLike(node) || !hasBody(node) || holdsTests(node)) return
    const first = lineOf(tree, node)
    const lines = tree.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - first
    if (lines <= functionLinesMax) return
    const message = `a function of ${lines} lines, at most ${functionLinesMax}`
    problems.push({ where: `${path}:${first}`, rule: 'function-length', message })
  })
  return problems
}

function hasBody(node: ts.SignatureDeclaration): boolean {
  return 'body' in node && node.body !== undefined
}

/** The callback of `describe`, or a contract that is run on every plug. */
function holdsTests(node: ts.SignatureDeclaration): boolean {
  if (!('body' in node) || node.body === undefined || !ts.isBlock(node.body)) return false
  return node.body.statements.some((statement) => {
    return ts.isExpressionStatement(statement) && /^(?:describe|test|it)\b[\s\S]*\(/.test(statement.getText())
  })
}
