import ts from 'typescript'
import type { Problem } from '../checks/problem.ts'
import { lineOf, type Source } from './source.ts'

/** These tools load their configuration as the default export of a file; nothing else may have one. */
const configuration = /(?:^|\/)[a-z-]+\.config\.(?:ts|mjs)$/

/** Default exports and barrels. @param source one file. Errors: none. Source: STYLE rule 1. */
export function exportForm({ path, tree }: Source): readonly Problem[] {
  if (tree === null || path.endsWith('.vue') || path.endsWith('.d.ts')) return []
  const problems: Problem[] = []
  const report = (node: ts.Node, rule: string, message: string) => {
    problems.push({ where: `${path}:${lineOf(tree, node)}`, rule, message })
  }
  for (const statement of tree.statements) {
    if (isDefaultExport(statement) && !configuration.test(path)) {
      report(statement, 'default-export', 'exports have names')
    }
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
      report(statement, 'barrel', 'import from the file that holds it instead of passing it on')
    }
  }
  return problems
}

/** Exported functions of the program without a docstring. @param source one file. Errors: none. Source: STYLE rule 16. */
export function docstrings({ path, tree, isTest }: Source): readonly Problem[] {
  if (tree === null || isTest || !path.startsWith('src/')) return []
  return tree.statements
    .filter((statement) => isExportedFunction(statement) && !hasDocstring(tree, statement))
    .filter((statement) => !isImplementationOfOverload(tree, statement))
    .map((statement) => ({
      where: `${path}:${lineOf(tree, statement)}`,
      rule: 'docstring',
      message: 'an exported function says what it does, shape and units, errors',
    }))
}

function isDefaultExport(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true
  return ts.canHaveModifiers(statement) && hasModifier(statement, ts.SyntaxKind.DefaultKeyword)
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false
}

function isExportedFunction(statement: ts.Statement): boolean {
  if (!ts.canHaveModifiers(statement) || !hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return false
  if (ts.isFunctionDeclaration(statement)) return true
  if (!ts.isVariableStatement(statement)) return false
  return statement.declarationList.declarations.some(({ initializer }) => {
    return (
      initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
    )
  })
}

function hasDocstring(tree: ts.SourceFile, node: ts.Node): boolean {
  const comments = ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []
  const last = comments.at(-1)
  if (last === undefined) return false
  const text = tree.text.slice(last.pos, last.end)
  return text.startsWith('/**') && /\p{L}{2,}/u.test(text)
}

/** Overloads are documented once, at the first signature. */
function isImplementationOfOverload(tree: ts.SourceFile, statement: ts.Statement): boolean {
  if (!ts.isFunctionDeclaration(statement)) return false
  const before = tree.statements[tree.statements.indexOf(statement) - 1]
  if (before === undefined || !ts.isFunctionDeclaration(before) || before.body !== undefined) return false
  return before.name?.text === statement.name?.text
}
