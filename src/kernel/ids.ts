import { err, ok, type Result } from './result.ts'

declare const idBrand: unique symbol

/** A UUID in lower case whose kind the compiler knows. */
export type Id<K extends string> = string & { readonly [idBrand]: K }

export type InvoiceId = Id<'invoice'>
export type DecisionId = Id<'decision'>
export type ApprovalId = Id<'approval'>
export type PaymentId = Id<'payment'>
export type VendorId = Id<'vendor'>
export type UserId = Id<'user'>
export type PostingId = Id<'posting'>

/** Makes new ids: UUID version 7, so that newer ids sort later. The adapter owns clock and randomness. */
export type IdSource = { readonly next: <K extends string>() => Id<K> }

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Reads an id from outside.
 * @param text any text   @returns the id in lower case, or not_an_id
 * Errors: not_an_id. Source: RFC 9562 text form.
 */
export function parseId<K extends string>(text: string): Result<Id<K>, 'not_an_id'> {
  const lower = text.toLowerCase()
  return uuidPattern.test(lower) ? ok(lower as Id<K>) : err('not_an_id')
}
