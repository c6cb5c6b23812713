import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { rawTextBytesMax } from '#flow/1-intake/core/check-raw-text.ts'
import { passwordLengthMax } from '#identity/core/password-rules.ts'
import { CliFailure } from './cli-failure.ts'
import { collectBytes } from './collect-bytes.ts'
import type { ByteSource } from './ports.ts'

/** The longest password the server takes, four bytes a character, and a line end. */
const passwordBytesMax = 4 * passwordLengthMax + 2

/**
 * Reads one document as text, at most what intake takes: whatever is larger is not read to its end.
 * @param name a path, or `-` for standard input   @returns the text, without a byte order mark
 * Errors: throws CliFailure: 2 when it cannot be read, 1 when it is too large or not UTF-8 text.
 * Source: CONTRACT.md, `POST /api/process-invoice`.
 */
export async function readDocumentText(name: string, stdin: ByteSource): Promise<string> {
  const bytes = await readBytes(name, stdin)
  if (bytes === null) {
    throw new CliFailure(
      1,
      `larger than ${rawTextBytesMax.toLocaleString('en-US')} bytes, which is the most that is taken`,
    )
  }
  const text = decode(bytes)
  if (text === null) throw new CliFailure(1, 'not UTF-8 text: only text files can be taken so far')
  return text
}

/**
 * Reads a password from standard input: everything up to the end, without one line end.
 * @returns the password, not empty
 * Errors: throws CliFailure 2 when there is none, when it is no text or more than a password.
 */
export async function readPassword(stdin: ByteSource): Promise<string> {
  const bytes = await collectBytes(stdin, passwordBytesMax)
  if (bytes === null) throw new CliFailure(2, 'standard input holds more than a password')
  const password = decode(bytes)?.replace(/\r?\n$/, '') ?? null
  if (password === null) throw new CliFailure(2, 'the password on standard input is not UTF-8 text')
  if (password === '') throw new CliFailure(2, 'standard input holds no password')
  return password
}

async function readBytes(name: string, stdin: ByteSource): Promise<Buffer | null> {
  if (name === '-') return collectBytes(stdin, rawTextBytesMax)
  try {
    // One byte more than the bound tells that there is more.
    return await collectBytes(createReadStream(name, { end: rawTextBytesMax }), rawTextBytesMax)
  } catch (error) {
    throw new CliFailure(2, reasonOf(error))
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // The decoder's only complaint is that the bytes are not UTF-8.
    return null
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder',
  EACCES: 'the file may not be read',
  EPERM: 'the file may not be read',
}

function reasonOf(error: unknown): string {
  const coded = z.object({ code: z.string() }).safeParse(error)
  const code = coded.success ? coded.data.code : 'unknown error'
  return reasons[code] ?? `cannot be read (${code})`
}
