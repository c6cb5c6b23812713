/** Runs a read, or joins an equal one that has not begun. `key` says what is read, with every parameter. */
export type SharedReads<T> = (key: string, read: () => Promise<T>) => Promise<T>

/** A read that waits for the running one. Whoever joined last says how: their clock is the newest. */
type Next<T> = { read: () => Promise<T>; readonly answer: PromiseWithResolvers<T> }
type Lane<T> = { next: Next<T> | null }

/**
 * Shares reads among callers who ask the same at the same time: one runs, those who come meanwhile wait for its end and
 * share the next. Nobody gets an answer older than their question, so nothing is stale, nothing needs to be invalidated,
 * and whoever has just written reads it. A page that a commit makes every browser load again costs two queries, not
 * hundreds.
 * @returns a function to read through; it holds only what is under way
 * Errors: those of the read, to everybody who shares it. Source: ENGINE.md, "Speed of the gateway".
 */
export function createSharedReads<T>(): SharedReads<T> {
  const lanes = new Map<string, Lane<T>>()
  const start = (key: string, lane: Lane<T>, read: () => Promise<T>): Promise<T> => {
    const running = Promise.try(read)
    const goOn = (): void => {
      const { next } = lane
      lane.next = null
      if (next === null) lanes.delete(key)
      else start(key, lane, next.read).then(next.answer.resolve, next.answer.reject)
    }
    running.then(goOn, goOn)
    return running
  }
  return (key, read) => {
    const lane = lanes.get(key)
    if (lane === undefined) {
      const own: Lane<T> = { next: null }
      lanes.set(key, own)
      return start(key, own, read)
    }
    if (lane.next === null) lane.next = { read, answer: Promise.withResolvers<T>() }
    else lane.next.read = read
    return lane.next.answer.promise
  }
}
