import { z } from 'zod'

const plainObject = z.record(z.string(), z.unknown())

/**
 * An event as fields of a log line: bigints as digits, everything else as JSON has it.
 * @param event a plain object   @returns fields for the log
 * Errors: none for plain objects.
 */
export function logFields(event: object): Readonly<Record<string, unknown>> {
  return plainObject.parse(
    JSON.parse(
      JSON.stringify(event, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    ),
  )
}
