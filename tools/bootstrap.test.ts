import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plant, repository } from './planted/plant.ts'

const copied = ['package.json', 'package-lock.json', 'tools/bootstrap.mjs', 'treasurer']

/** A program that says how it was started and, as `serve`, waits for a signal. */
const program = [
  'const isServing: boolean = process.argv[2] === "serve"',
  'const alive = isServing ? setInterval(() => {}, 1_000) : undefined',
  'for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => {',
  '  process.stdout.write(["got", signal, ""].join(" "))',
  '  clearInterval(alive)',
  '  process.exitCode = signal === "SIGTERM" ? 0 : 9',
  '})',
  'process.stdout.write(["started", process.version, ...process.argv.slice(2)].join(" ") + "\\n")',
  'if (!isServing) process.exit(Number(process.argv[3] ?? 0))',
].join('\n')

type End = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

function plantCheckout(withPackages: boolean): string {
  const root = plant({ 'src/main.ts': program }, copied)
  cpSync(join(repository, 'tools/bootstrap'), join(root, 'tools/bootstrap'), { recursive: true })
  if (withPackages) symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  return root
}

function run(
  root: string,
  command: string,
  args: readonly string[],
  onStart?: (child: ChildProcess) => void,
) {
  return new Promise<End>((resolve, reject) => {
    const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js') }
    const child = spawn(command, args, { cwd: root, env, detached: true, timeout: 60_000 })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (stdout === '') onStart?.(child)
      stdout += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const bootstrap = (root: string, args: readonly string[], onStart?: (child: ChildProcess) => void) => {
  return run(root, process.execPath, ['tools/bootstrap.mjs', ...args], onStart)
}

describe('with the packages in place', { timeout: 60_000 }, () => {
  test('a task runs under the pinned Node, its arguments and exit code pass through', async () => {
    const root = plantCheckout(true)
    const { code, stdout, stderr } = await run(root, './treasurer', ['status', '3'])
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' })
    expect(stdout).toMatch(/^started v24\.\d+\.\d+ status 3\n$/)
  })

  test.for([
    ['npm start', ['start'], 'SIGTERM', 0],
    ['npm start', ['start'], 'SIGINT', 9],
  ] as const)(
    '%s %s %s: the signal reaches the program, its exit code comes back',
    async ([, args, signal, expected]) => {
      const { code, stdout } = await bootstrap(plantCheckout(true), args, (child) => child.kill(signal))
      expect(stdout).toContain(`got ${signal}`)
      expect(code).toBe(expected)
    },
  )

  test('./treasurer serve is the program itself: one process, drained by SIGTERM', async () => {
    const { code, stdout } = await run(plantCheckout(true), './treasurer', ['serve'], (child) =>
      child.kill('SIGTERM'),
    )
    expect(stdout).toContain('got SIGTERM')
    expect(code).toBe(0)
  })

  test('a script that is missing is said in words', async () => {
    const { code, stderr } = await bootstrap(plantCheckout(true), ['bench'])
    expect(code).toBe(1)
    expect(stderr).toContain('bench/run.ts is missing from this checkout')
  })

  test('an unknown task is said in words', async () => {
    const { code, stderr } = await bootstrap(plantCheckout(true), ['dance'])
    expect(code).toBe(1)
    expect(stderr).toContain('unknown task "dance", known are: start, test')
  })
})

describe('when packages are missing', { timeout: 60_000 }, () => {
  const causes: readonly (readonly [npmSays: string, cause: string, todo: string])[] = [
    ['npm error code ENOSPC', 'the disk is full', 'free about 1.5 GB'],
    ['npm error code ENOTFOUND', 'could not reach the package registry', 'check the network'],
    ['npm error code EACCES', 'npm may not write here', 'writable for this user'],
    ['npm error code EINTEGRITY', 'differs from the lockfile', 'npm cache verify'],
    ['npm error code EUNHEARDOF', 'npm failed (npm install: exit code 17)', 'remove node_modules'],
  ]

  test.for(causes)('%s is told as: %s', async ([npmSays, cause, todo]) => {
    const root = plantCheckout(false)
    writeFileSync(
      join(root, 'npm-cli.js'),
      `process.stderr.write(${JSON.stringify(npmSays)}); process.exit(17)`,
    )
    const { code, stdout, stderr } = await bootstrap(root, ['start'])
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(cause)
    expect(stderr).toContain(todo)
  })

  test('an npm that installs something else than the lockfile is no success', async () => {
    const root = plantCheckout(false)
    const record = 'node_modules/.package-lock.json'
    const script = `const fs = require('node:fs'); fs.mkdirSync('node_modules/node/bin', {recursive: true});
      fs.copyFileSync(process.execPath, 'node_modules/node/bin/node'); fs.writeFileSync('${record}', '{"packages":{}}')`
    writeFileSync(join(root, 'npm-cli.js'), script)
    writeFileSync(join(root, 'package.json'), JSON.stringify({ devDependencies: { node: '24.21.0' } }))
    const { code, stderr } = await bootstrap(root, ['start'])
    expect(code).toBe(1)
    expect(stderr).toContain('other packages than the lockfile says')
  })

  test('the lock of a process that died is taken over and given back', async () => {
    const root = plantCheckout(false)
    mkdirSync(join(root, '.bootstrap/lock'), { recursive: true })
    const dead = await run(root, process.execPath, ['-p', 'process.pid'])
    writeFileSync(join(root, '.bootstrap/lock/pid'), dead.stdout.trim())
    writeFileSync(join(root, 'npm-cli.js'), 'process.exit(17)')
    const { stderr } = await bootstrap(root, ['start'])
    expect(stderr).toContain('npm install: exit code 17')
    expect(existsSync(join(root, '.bootstrap/lock'))).toBe(false)
  })
})
