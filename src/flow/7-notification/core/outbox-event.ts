import type { Json } from '#kernel/digest.ts'
import type { Instant } from '#kernel/time.ts'

/** Something that happened and must be told, as its writer put it into the outbox. Carries no secrets. */
export type OutboxEvent = {
  /** Order of writing; an earlier one may be committed later. */
  readonly id: bigint
  readonly topic: string
  /** The invoice, payment, approval, vendor, policy version or sender it is about. */
  readonly subjectId: string
  readonly payload: { readonly [key: string]: Json }
  readonly at: Instant
}

/**
 * A text of an event's payload.
 * @param event as stored   @param key of the payload   @returns the text, null when missing, empty or no text
 * Errors: none (total). Source: ARCHITECTURE.md, room 7.
 */
export function payloadText(event: OutboxEvent, key: string): string | null {
  const value = Object.hasOwn(event.payload, key) ? event.payload[key] : null
  return typeof value === 'string' && value.trim() !== '' ? value : null
}
