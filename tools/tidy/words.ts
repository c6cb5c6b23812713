import ts from 'typescript'
import type { Problem } from '../checks/problem.ts'
import { lineOf, type Source, walk } from './source.ts'

/** A word that is banned in some places. `finds` sees every node of a file. */
type WordRule = {
  readonly rule: string
  readonly message: string
  readonly applies: (source: Source) => boolean
  readonly finds: (node: ts.Node, source: Source) => boolean
}

/** Where every figure is money or may become money: no conversion to a binary number at all. */
const moneyPaths =
  /^src\/kernel\/money\.ts$|^src\/flow\/(?:3-decision|5-payment|6-ledger)\/|^src\/(?:treasury|views)\/|(?:amount|money|price)[a-z-]*\.(?:ts|vue)$/
/** Elsewhere the argument's own words tell. */
const moneyWords = /amount|balance|money|minor|price|burn|total|wei|fee|limit(?!er)/i

const isProgram = ({ path, isTest }: Source) => !isTest && /^(?:src|web\/src)\//.test(path)
/** Clock, chance and timers belong to the adapters; main and the web app are at the edge, tests and tools outside. */
const isTimeless = ({ path, isTest }: Source) => {
  return !isTest && path.startsWith('src/') && !/^src\/(?:adapters|main)\/|^src\/main\.ts$/.test(path)
}
const callsOf = (...names: readonly string[]) => {
  const wanted = new Set(names)
  return (node: ts.Node) => ts.isCallExpression(node) && wanted.has(node.expression.getText())
}
const isTestFile = ({ path }: Source) => path.endsWith('.test.ts')

const rules: readonly WordRule[] = [
  {
    rule: 'money-as-number',
    message: 'money is bigint minor units, never a binary number',
    applies: isProgram,
    finds: (node, { path }) => {
      if (callsOf('parseFloat', 'Number.parseFloat')(node)) return true
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'Number') return false
      return moneyPaths.test(path) || moneyWords.test(node.arguments.map((a) => a.getText()).join(' '))
    },
  },
  {
    rule: 'hidden-clock',
    message: 'ask the Clock port; Date.now and new Date() belong to the adapters',
    applies: isTimeless,
    finds: (node) => callsOf('Date.now', 'performance.now')(node) || isNewDateNow(node),
  },
  {
    rule: 'hidden-chance',
    message: 'chance is handed in; Math.random belongs to the adapters',
    applies: isTimeless,
    finds: callsOf('Math.random'),
  },
  {
    rule: 'hidden-timer',
    message: 'timers belong to the adapters',
    applies: isTimeless,
    finds: callsOf('setTimeout', 'setInterval', 'setImmediate'),
  },
  {
    rule: 'console',
    message: 'write through the logger, or to process.stdout in a tool',
    applies: () => true,
    finds: (node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console',
  },
  {
    rule: 'hidden-environment',
    message: 'only src/main/config.ts reads the environment',
    applies: (source) => isProgram(source) && source.path !== 'src/main/config.ts',
    finds: (node) => ts.isPropertyAccessExpression(node) && node.getText() === 'process.env',
  },
  {
    rule: 'any',
    message: 'parse unknown instead',
    applies: () => true,
    finds: (node) => node.kind === ts.SyntaxKind.AnyKeyword,
  },
  { rule: 'non-null', message: 'prove it instead', applies: () => true, finds: ts.isNonNullExpression },
  {
    rule: 'mock',
    message: 'tests use the real part; speak the real protocol to a fake where an API costs money',
    applies: ({ isTest }) => isTest,
    finds: callsOf('vi.mock', 'vi.doMock', 'vi.spyOn', 'vi.fn'),
  },
  {
    rule: 'skipped-test',
    message: 'no test is switched off or runs alone',
    applies: isTestFile,
    finds: (node) =>
      ts.isPropertyAccessExpression(node) &&
      /^(?:test|it|describe)\.(?:skip|only|todo)$/.test(node.getText()),
  },
  {
    rule: 'asserts-nothing',
    message: 'this test cannot fail: it expects nothing',
    applies: isTestFile,
    finds: (node, source) => isTestCall(node) && !asserts(node, source),
  },
]

/** Banned words. @param source one file. Errors: none. Source: STYLE rules 7, 9, 10, 17. */
export function bannedWords(source: Source): readonly Problem[] {
  const { path, tree } = source
  if (tree === null) return []
  const applying = rules.filter((rule) => rule.applies(source))
  const problems: Problem[] = []
  walk(tree, (node) => {
    for (const { rule, message, finds } of applying) {
      if (finds(node, source)) problems.push({ where: `${path}:${lineOf(tree, node)}`, rule, message })
    }
  })
  return problems
}

function isNewDateNow(node: ts.Node): boolean {
  return (
    ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0
  )
}

function isTestCall(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || node.arguments.length < 2) return false
  return /^(?:test|it)(?:\.(?:each|for|runIf|skipIf|concurrent|sequential|fails)\b[\s\S]*)?$/.test(
    node.expression.getText(),
  )
}

/** A test expects something itself, or by a function of its own file that does. */
function asserts(node: ts.Node, { tree }: Source): boolean {
  const expects = /expect|assert/i
  const text = node.getText()
  if (expects.test(text)) return true
  const helpers =
    tree?.statements.filter((statement) => expects.test(statement.getText())).flatMap(functionNames) ?? []
  return helpers.some((name) => new RegExp(`\\b${name}\\b`).test(text))
}

function functionNames(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text]
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations
    .filter(({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer))
    .map(({ name }) => name.getText())
}
