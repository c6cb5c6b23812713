import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { describe, expect, test } from 'vitest'
import { checkImportRules } from '../checks/import-rules.ts'
import { plant, repository, rulesOf } from './plant.ts'

/** A module and what it imports. */
type Tree = Readonly<Record<string, readonly string[]>>

const copied = ['.dependency-cruiser.cjs', 'package.json']

/** One module of every room and floor, with every import that the house allows. */
const clean: Tree = {
  'src/main.ts': ['./main/compose.ts'],
  'src/main/compose.ts': [
    '#adapters/chain/viem.ts',
    '#adapters/mail/smtp.ts',
    '#flow/run-payment.ts',
    '#http/server.ts',
    '#worker/loop.ts',
  ],
  'src/kernel/money.ts': ['./invariant.ts'],
  'src/kernel/invariant.ts': [],
  'src/flow/1-intake/core/document.ts': ['#kernel/money.ts'],
  'src/flow/1-intake/take-document.ts': ['./core/document.ts', './ports.ts'],
  'src/flow/1-intake/ports.ts': ['./core/document.ts'],
  'src/flow/2-extraction/core/invoice.ts': ['../../1-intake/core/document.ts'],
  'src/flow/3-decision/core/decide.ts': ['../../2-extraction/core/invoice.ts'],
  'src/flow/4-approval/core/tally.ts': ['../../3-decision/core/decide.ts'],
  'src/flow/5-payment/core/evolve.ts': ['../../4-approval/core/tally.ts'],
  'src/flow/5-payment/ports.ts': ['./core/evolve.ts'],
  'src/flow/6-ledger/core/postings.ts': ['../../5-payment/core/evolve.ts'],
  'src/flow/7-notification/core/notice.ts': ['../../6-ledger/core/postings.ts'],
  'src/flow/run-payment.ts': [
    './5-payment/ports.ts',
    './7-notification/core/notice.ts',
    './1-intake/take-document.ts',
  ],
  'src/vendors/core/vendor.ts': ['#kernel/money.ts'],
  'src/vendors/ports.ts': ['./core/vendor.ts'],
  'src/vendors/verify-vendor.ts': ['./ports.ts', '#flow/1-intake/core/document.ts'],
  'src/vendors/verify-vendor.test.ts': ['./verify-vendor.ts', '#adapters/chain/viem.ts', 'vitest'],
  'src/adapters/chain/viem.ts': [
    '#flow/5-payment/ports.ts',
    '#flow/5-payment/core/evolve.ts',
    './wire.ts',
    'viem',
  ],
  'src/adapters/chain/chain-contract.ts': ['./viem.ts', 'vitest'],
  'src/adapters/chain/wire.ts': ['#kernel/money.ts', 'node:crypto'],
  'src/adapters/mail/smtp.ts': ['#flow/7-notification/core/notice.ts'],
  'src/http/server.ts': ['#flow/run-payment.ts', '#vendors/verify-vendor.ts', 'fastify'],
  'src/worker/loop.ts': ['#flow/run-payment.ts'],
  'web/src/main.ts': ['./features/home/home-view.ts', './features/vendors/vendor-view.ts'],
  'web/src/features/home/home-view.ts': ['../../ui/card.ts'],
  'web/src/features/vendors/vendor-view.ts': ['../../ui/card.ts'],
  'web/src/ui/card.ts': ['../format/amount.ts'],
  'web/src/format/amount.ts': [],
}

/** For each rule, the modules that break it and nothing else; a module of the clean tree gets these imports on top. */
const violations: readonly (readonly [rule: string, what: string, planted: Tree])[] = [
  [
    'one-way-1',
    'intake reads extraction',
    { 'src/flow/1-intake/new.ts': ['../2-extraction/core/invoice.ts'] },
  ],
  [
    'one-way-2',
    'extraction reads the ledger',
    { 'src/flow/2-extraction/new.ts': ['../6-ledger/core/postings.ts'] },
  ],
  [
    'one-way-3',
    'decision reads approval',
    { 'src/flow/3-decision/core/new.ts': ['../../4-approval/core/tally.ts'] },
  ],
  ['one-way-4', 'approval reads payment', { 'src/flow/4-approval/new.ts': ['../5-payment/core/evolve.ts'] }],
  [
    'one-way-5',
    'payment reads the ledger',
    { 'src/flow/5-payment/new.ts': ['#flow/6-ledger/core/postings.ts'] },
  ],
  [
    'one-way-6',
    'the ledger reads notification',
    { 'src/flow/6-ledger/new.ts': ['../7-notification/core/notice.ts'] },
  ],
  ['core-is-pure', 'a core uses Node', { 'src/flow/3-decision/core/new.ts': ['node:fs'] }],
  ['core-is-pure', 'a core uses a package', { 'src/vendors/core/new.ts': ['zod'] }],
  ['core-is-pure', 'a core uses its own ports', { 'src/flow/5-payment/core/new.ts': ['../ports.ts'] }],
  ['kernel-stands-alone', 'the kernel uses Node', { 'src/kernel/new.ts': ['node:crypto'] }],
  ['kernel-stands-alone', 'the kernel reads a room', { 'src/kernel/new.ts': ['#vendors/core/vendor.ts'] }],
  [
    'rooms-meet-only-by-core',
    "a room uses another's ports",
    { 'src/flow/6-ledger/new.ts': ['../5-payment/ports.ts'] },
  ],
  [
    'rooms-meet-only-by-core',
    "a side room uses a room's use case",
    { 'src/treasury/new.ts': ['#flow/1-intake/take-document.ts'] },
  ],
  ['flow-knows-no-adapter', 'a corridor opens a plug', { 'src/flow/new.ts': ['#adapters/chain/wire.ts'] }],
  ['flow-knows-no-adapter', 'a side room knows the server', { 'src/audit/new.ts': ['#http/server.ts'] }],
  [
    'adapters-see-ports-only',
    'a plug calls a use case',
    { 'src/adapters/chain/new.ts': ['#vendors/verify-vendor.ts'] },
  ],
  [
    'adapters-see-ports-only',
    'a plug calls a corridor',
    { 'src/adapters/mail/new.ts': ['#flow/run-payment.ts'] },
  ],
  ['adapter-kinds-are-apart', 'mail uses the chain', { 'src/adapters/mail/new.ts': ['../chain/wire.ts'] }],
  ['http-is-thin', 'a route opens a plug', { 'src/http/routes/get-x/route.ts': ['#adapters/mail/smtp.ts'] }],
  ['http-is-thin', 'a route drives the worker', { 'src/http/routes/get-x/route.ts': ['#worker/loop.ts'] }],
  ['cli-is-thin', 'a command opens a plug', { 'src/cli/new.ts': ['#adapters/mail/smtp.ts'] }],
  ['cli-is-thin', 'a command knows the server', { 'src/cli/new.ts': ['#http/server.ts'] }],
  [
    'only-main-composes',
    'the worker reads the composition',
    { 'src/worker/new.ts': ['#main/config.ts'], 'src/main/config.ts': [] },
  ],
  [
    'program-knows-no-test',
    'the program uses test support',
    { 'src/worker/new.ts': ['#test/support/x.ts'], 'test/support/x.ts': [] },
  ],
  [
    'program-knows-no-test',
    'the program uses a contract',
    { 'src/worker/new.ts': ['#flow/new-contract.ts'], 'src/flow/new-contract.ts': [] },
  ],
  ['program-runs-without-dev-packages', 'the program uses a tool', { 'src/worker/new.ts': ['vitest'] }],
  [
    'web-features-are-apart',
    'a feature uses a feature',
    { 'web/src/features/home/new.ts': ['../vendors/vendor-view.ts'] },
  ],
  [
    'web-ui-is-reusable',
    'a component knows a feature',
    { 'web/src/ui/new.ts': ['../features/home/home-view.ts'] },
  ],
  [
    'no-circular',
    'two modules need each other',
    { 'src/kernel/a.ts': ['./b.ts'], 'src/kernel/b.ts': ['./a.ts'] },
  ],
  ['no-orphans', 'a module nobody uses', { 'src/kernel/new.ts': [] }],
  ['not-to-unresolvable', 'a file that is not there', { 'src/worker/new.ts': ['./gone.ts'] }],
  ['not-to-unresolvable', 'a room that is not there', { 'src/worker/new.ts': ['#flow/8-tax/core/tax.ts'] }],
]

function source(imports: readonly string[], keyword: string): string {
  return `${imports.map((name, index) => `${keyword} * as x${index} from '${name}'`).join('\n')}\nexport const y = 1\n`
}

function plantTree(tree: Tree, keyword = 'import'): string {
  const files = Object.entries({ ...clean, ...tree }).map(([path, imports]): readonly [string, string] => [
    path,
    source(imports, keyword),
  ])
  const root = plant(Object.fromEntries(files), copied)
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  return root
}

describe('import rules', { timeout: 60_000 }, () => {
  test('a tree that follows the rules passes, and every module of it was read', async () => {
    const { looked, problems } = await checkImportRules(plantTree({}))
    expect(problems).toEqual([])
    expect(looked).toBeGreaterThanOrEqual(Object.keys(clean).length)
  })

  test.for(violations)('%s: %s is found', async ([rule, , planted]) => {
    const { problems } = await checkImportRules(plantTree(planted))
    expect(rulesOf(problems)).toEqual([rule])
    expect(problems.map(({ where }) => where)).toContain(Object.keys(planted)[0])
  })

  test.for(['one-way-1', 'flow-knows-no-adapter', 'rooms-meet-only-by-core'])(
    '%s: a type alone is found, too',
    async (rule) => {
      const planted = violations.find(([name]) => name === rule)?.[2] ?? {}
      const { problems } = await checkImportRules(plantTree(planted, 'import type'))
      expect(rulesOf(problems)).toEqual([rule])
    },
  )

  test('every rule of the configuration has a planted violation', async () => {
    const { ruleSet } = await extractOptions(join(repository, '.dependency-cruiser.cjs'))
    const names = ruleSet?.forbidden?.map(({ name }) => name).toSorted()
    expect(names).toEqual(rulesOf(violations.map(([rule]) => ({ rule }))))
  })

  test('a tree without modules is no success: the count is zero', async () => {
    expect((await checkImportRules(plant({ 'src/readme.md': '' }, copied))).looked).toBe(0)
  })
})
