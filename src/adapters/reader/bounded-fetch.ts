/**
 * A fetch for an outside API: redirects are refused and an answer larger than the bound is an error, so that a
 * wrong or hostile server can neither send the key elsewhere nor fill the memory.
 * @param bytesMax largest body read   @returns a function with fetch's own signature
 * Errors: the returned function rejects with TypeError or RangeError. Source: SECURITY.md, "SSRF".
 */
export function boundedFetch(bytesMax: number): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, { ...init, redirect: 'error' })
    const chunks: Uint8Array[] = []
    let bytes = 0
    const source: ReadableStream<Uint8Array> | null = answer.body
    const stream = source?.getReader()
    for (let read = await stream?.read(); read?.value !== undefined; read = await stream?.read()) {
      bytes += read.value.byteLength
      if (bytes > bytesMax) {
        await stream?.cancel()
        throw new RangeError(`the answer is larger than ${bytesMax} bytes`)
      }
      chunks.push(read.value)
    }
    const headers = new Headers(answer.headers)
    // The body is decoded already; a second reader must not try again.
    headers.delete('content-encoding')
    headers.delete('content-length')
    const body = answer.body === null ? null : Buffer.concat(chunks)
    return new Response(body, { status: answer.status, statusText: answer.statusText, headers })
  }
}
