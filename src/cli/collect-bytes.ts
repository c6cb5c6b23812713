import type { ByteSource } from './ports.ts'

/**
 * Takes a stream to its end, or until it is too long.
 * @param source of bytes, or of text that becomes UTF-8   @param bytesMax the most that is kept
 * @returns the bytes, or null when there are more
 * Errors: those of the stream.
 */
export async function collectBytes(source: ByteSource, bytesMax: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of source) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    if (bytes > bytesMax) return null
    chunks.push(piece)
  }
  return Buffer.concat(chunks)
}
