import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Mail, MailPort } from '#flow/7-notification/ports.ts'
import { invariant } from '#kernel/invariant.ts'
import { err, ok } from '#kernel/result.ts'
import { mailFault, messageOf } from './mail-message.ts'

type FileMailOptions = {
  readonly folder: string
  readonly from: string
  readonly filesMax?: number
}

/** About 30 MB; a folder that nobody reads must not fill the disk. */
const filesMaxDefault = 10_000
const mailFile = /^[A-Za-z0-9.-]{1,100}\.eml(?:\.part)?$/

/**
 * Mail into a folder, one .eml file each, named by its key: the same mail again replaces itself.
 * @param options folder is made when missing, only its owner reads it; beyond filesMax the oldest are removed
 * @returns the port
 * Errors: none here. Source: CONTRACT.md "mail written to DATA_DIR/outbox".
 */
export function openFileMail(options: FileMailOptions): MailPort {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (mail) => {
      const message = messageOf(mail, options.from)
      try {
        const { message: bytes } = await composer.sendMail(message)
        invariant(Buffer.isBuffer(bytes), 'the composer answers with bytes')
        await mkdir(options.folder, { recursive: true, mode: 0o700 })
        await removeOldest(options.folder, mail, options.filesMax ?? filesMaxDefault)
        await writeWhole(join(options.folder, `${mail.key}.eml`), bytes)
        return ok(null)
      } catch (error) {
        return err(mailFault(error, true))
      }
    },
  }
}

/** Whoever reads the folder sees the whole mail or none. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.part`
  const file = await open(part, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(part, path)
}

/** Makes room for one more. Keys sort by time, so names do; whatever else lies in the folder stays. */
async function removeOldest(folder: string, mail: Mail, filesMax: number): Promise<void> {
  const names = (await readdir(folder)).filter(
    (name) => mailFile.test(name) && !name.startsWith(`${mail.key}.eml`),
  )
  const tooMany = names.length - (filesMax - 1)
  if (tooMany <= 0) return
  for (const name of names.toSorted().slice(0, tooMany)) await rm(join(folder, name), { force: true })
}
