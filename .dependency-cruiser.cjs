/**
 * The import rules of the house (docs/architecture.md). Every rule has a planted violation in
 * tools/planted/import-rules.test.ts. Tests may reach across rooms to build their scene, so the rules about
 * purity look at the program only; cycles and names that lead nowhere are wrong in tests, too.
 */
// A contract is a suite that the tests of every plug of one port run.
const isTest = '(?:\\.test|-contract)\\.ts$'
const sideRooms = 'identity|vendors|treasury|audit|views'
const room = `src/(?:flow/[^/]+|${sideRooms})`
const flowRooms = [
  '1-intake',
  '2-extraction',
  '3-decision',
  '4-approval',
  '5-payment',
  '6-ledger',
  '7-notification',
]

const oneWay = flowRooms.slice(0, -1).map((name, index) => ({
  name: `one-way-${index + 1}`,
  comment: `Data walks one way: room ${name} knows nothing of the rooms after it.`,
  severity: 'error',
  from: { path: `^src/flow/${name}/`, pathNot: isTest },
  to: { path: `^src/flow/(?:${flowRooms.slice(index + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: 'core-is-pure',
      comment: 'A core knows the kernel and cores: no Node, no package, no port.',
      severity: 'error',
      from: { path: `^${room}/core/`, pathNot: isTest },
      to: { pathNot: `^(?:src/kernel/|${room}/core/)` },
    },
    {
      name: 'kernel-stands-alone',
      comment: 'The kernel imports nothing but itself.',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: isTest },
      to: { pathNot: '^src/kernel/' },
    },
    {
      name: 'rooms-meet-only-by-core',
      comment: "A room may read another room's core, never its ports or use cases.",
      severity: 'error',
      from: { path: `^src/(flow/[^/]+|${sideRooms})/`, pathNot: isTest },
      to: { path: `^${room}/(?!core/)`, pathNot: '^src/$1/' },
    },
    {
      name: 'flow-knows-no-adapter',
      comment: 'Rooms and corridor ask the world through ports.',
      severity: 'error',
      from: { path: `^src/(?:flow|${sideRooms})/`, pathNot: isTest },
      to: { path: '^src/(?:adapters|http|worker|main)(?:/|\\.ts$)' },
    },
    {
      name: 'adapters-see-ports-only',
      comment: 'A plug knows the kernel, the data of the cores and the port it fills.',
      severity: 'error',
      from: { path: '^src/adapters/', pathNot: isTest },
      to: {
        path: '^(?:src|test|tools|bench|web)/',
        pathNot: '^src/(?:adapters|kernel)/|^src/.+/core/|^src/.+/ports\\.ts$',
      },
    },
    {
      name: 'adapter-kinds-are-apart',
      comment: 'One kind of plug never leans on another kind.',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: isTest },
      to: { path: '^src/adapters/[^/]+/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'http-is-thin',
      comment: 'The front door has no plug of its own and does not know the back door.',
      severity: 'error',
      from: { path: '^src/http/', pathNot: isTest },
      to: { path: '^src/(?:adapters|worker)/' },
    },
    {
      name: 'cli-is-thin',
      comment: 'The command line speaks what goes over the wire; everything else is handed to it.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: isTest },
      to: { path: '^src/(?:adapters|worker)/|^src/http/(?!wire/)' },
    },
    {
      name: 'only-main-composes',
      comment: 'Only the fuse box knows everything; nothing knows the fuse box.',
      severity: 'error',
      from: { path: '^(?:src|web)/', pathNot: `^src/main(?:/|\\.ts$)|${isTest}` },
      to: { path: '^src/main(?:/|\\.ts$)' },
    },
    {
      name: 'program-knows-no-test',
      comment: 'The program runs without its tests and tools.',
      severity: 'error',
      from: { path: '^(?:src|web/src)/', pathNot: isTest },
      to: { path: `^(?:test|tools|bench)/|${isTest}` },
    },
    {
      name: 'program-runs-without-dev-packages',
      comment: 'The image carries no devDependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: isTest },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-features-are-apart',
      comment: 'A feature of the web app never imports another feature.',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/', pathNot: isTest },
      to: { path: '^web/src/features/', pathNot: '^web/src/features/$1/' },
    },
    {
      name: 'web-ui-is-reusable',
      comment: 'A component of the web app shows what it is given, in words, numbers and for every reader.',
      severity: 'error',
      from: { path: '^web/src/ui/', pathNot: isTest },
      to: { path: '^(?:web/src|src)/', pathNot: '^web/src/(?:ui|format|a11y|i18n)/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      comment: 'A module that nothing uses and that uses nothing is forgotten.',
      severity: 'error',
      from: { orphan: true, pathNot: `${isTest}|\\.d\\.ts$|^[^/]+$|^web/[^/]+$|^test/|^tools/[^/]+$` },
      to: {},
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: '(?:^|/)node_modules/' },
    exclude: { path: '(?:^|/)web/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.cjs', '.d.ts', '.vue', '.json'],
    },
  },
}
