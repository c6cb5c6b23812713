import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

/** One variable as a page or the code has it; `defaultText` is null when there is none. */
type Variable = { readonly name: string; readonly defaultText: string | null }

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** The members of `const variables = z.object({…})`, with the text given to `.default` or `.prefault`. */
function variablesOfCode(source: string): readonly Variable[] {
  const tree = ts.createSourceFile('config.ts', source, ts.ScriptTarget.Latest, true)
  const found: Variable[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'variables' && node.initializer) {
      const call = node.initializer
      const shape = ts.isCallExpression(call) ? call.arguments[0] : undefined
      if (shape !== undefined && ts.isObjectLiteralExpression(shape)) {
        for (const member of shape.properties) {
          if (ts.isPropertyAssignment(member)) found.push(variableOf(member))
        }
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function variableOf(member: ts.PropertyAssignment): Variable {
  const given = /\.(?:default|prefault)\('([^']*)'\)/.exec(member.initializer.getText())?.[1] ?? ''
  return { name: member.name.getText(), defaultText: given === '' ? null : given }
}

/** Rows `| \`NAME\` | \`default\` or – | meaning |`. */
function variablesOfTable(text: string): readonly Variable[] {
  const rows = text.matchAll(/^\| `([A-Z][A-Z0-9_]*)` +\| (?:`([^`]*)`|–) +\| .+ \|$/gm)
  return [...rows].map(([, name = '', given]) => ({ name, defaultText: given ?? null }))
}

/** Lines `# NAME=default`. */
function variablesOfExample(text: string): readonly Variable[] {
  const lines = text.matchAll(/^# ?([A-Z][A-Z0-9_]*)=(.*)$/gm)
  return [...lines].map(([, name = '', given = '']) => ({ name, defaultText: given === '' ? null : given }))
}

const byName = (variables: readonly Variable[]): readonly Variable[] =>
  variables.toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** Refused outside NODE_ENV=test, so nobody shall copy them. */
const testOnly = new Set(['CRASH_AT'])
/** Where the example shows what the code works out, because its own default is "not set". */
const workedOut = new Map([['TREASURER_URL', 'http://127.0.0.1:8000']])

const ofCode = variablesOfCode(read('src/main/config.ts'))

test('docs/configuration.md has every variable of the code with its default, and no other', () => {
  expect(ofCode.length).toBeGreaterThan(30)
  expect(byName(variablesOfTable(read('docs/configuration.md')))).toEqual(byName(ofCode))
})

test('.env.example has every variable people may set with its default, and no other', () => {
  const wanted = ofCode
    .filter(({ name }) => !testOnly.has(name))
    .map(({ name, defaultText }) => ({ name, defaultText: defaultText ?? workedOut.get(name) ?? null }))
  expect(byName(variablesOfExample(read('.env.example')))).toEqual(byName(wanted))
})

test('the code takes test-only variables in tests alone', () => {
  for (const name of testOnly) {
    expect(ofCode.map((variable) => variable.name)).toContain(name)
    expect(read('src/main/config.ts')).toContain(`${name} is for tests only`)
  }
})

test('a variable that is missing, renamed or has another default is seen', () => {
  const code =
    "const variables = z.object({\n  PORT: whole(0, 9).prefault('8000'),\n  HOST: z.string().optional(),\n})"
  const right = '| `PORT` | `8000` | where |\n| `HOST` | – | where |\n'
  const expected = byName(variablesOfCode(code))
  expect(expected).toEqual([
    { name: 'HOST', defaultText: null },
    { name: 'PORT', defaultText: '8000' },
  ])
  expect(byName(variablesOfTable(right))).toEqual(expected)
  expect(byName(variablesOfTable(right.replace('8000', '80')))).not.toEqual(expected)
  expect(byName(variablesOfTable(right.replace('HOST', 'HOSTS')))).not.toEqual(expected)
  expect(byName(variablesOfExample('# PORT=8000\n# HOST=\n'))).toEqual(expected)
  expect(byName(variablesOfExample('# PORT=8000\n'))).not.toEqual(expected)
})
