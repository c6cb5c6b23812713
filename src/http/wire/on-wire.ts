import type { z } from 'zod'
import type { RawJson } from '../raw-json.ts'

/** What a schema describes, as it may be handed to JSON.stringify: numbers also as exact digits, lists read-only. */
export type OnWire<S extends z.ZodType> = Written<z.infer<S>>

type Written<T> = T extends number
  ? T | RawJson
  : T extends readonly (infer E)[]
    ? readonly Written<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Written<T[K]> }
      : T
