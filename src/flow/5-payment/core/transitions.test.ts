import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isLegalPaymentMove,
  isLegalSlotMove,
  type PaymentState,
  paymentEdges,
  slotEdges,
} from './payment-state.ts'
import { decide, evolve, type Fact, type Mined, type Saga } from './transitions.ts'

const mined: Mined = {
  hash: `0x${'a'.repeat(64)}`,
  blockNumber: 10n,
  blockHash: `0x${'b'.repeat(64)}`,
  status: 'success',
  feeWei: 21_000n,
}
const reverted: Mined = { ...mined, status: 'reverted' }
const start: Saga = { payment: 'approved', generation: 1, slot: null }
const deep = { depth: 3n, depthNeeded: 3n } as const

function reached(...facts: readonly Fact[]): Saga {
  return facts.reduce<Saga>((saga, fact) => {
    const { event } = decide(saga, fact)
    return event === null ? saga : evolve(saga, event)
  }, start)
}

const signed: Fact = { kind: 'signed', nonce: 7 }
const accepted: Fact = { kind: 'node_answered', accepted: true, said: 'accepted' }
const inBlock: Fact = { kind: 'mined', as: 'pay', mined }
const paid: Fact = { kind: 'settled', as: 'pay', mined, ...deep, transferSeen: true }

describe('a payment', () => {
  it('goes approved, scheduled, in flight, mined, final, and books the transfer and the gas once', () => {
    const saga = reached(signed, accepted, inBlock)
    expect(saga).toEqual({ payment: 'mined', generation: 1, slot: { nonce: 7, state: 'mined' } })
    const { event, effects } = decide(saga, paid)
    expect(effects.map((effect) => effect.kind)).toEqual(['post_transfer', 'book_gas', 'notify'])
    expect(event?.payment.to).toBe('final')
    expect(reached(signed, accepted, inBlock, paid)).toEqual({ payment: 'final', generation: 1, slot: null })
    expect(decide(reached(signed, accepted, inBlock, paid), paid).event).toBeNull()
  })

  it('that was signed is broadcast, never signed a second time', () => {
    expect(decide(start, signed).effects[0]).toEqual({ kind: 'broadcast', nonce: 7 })
    expect(decide(reached(signed), { kind: 'signed', nonce: 8 }).event).toBeNull()
    expect(decide(start, { kind: 'due' }).effects).toEqual([{ kind: 'sign_and_store' }])
    expect(decide(reached(signed), { kind: 'due' }).effects).toEqual([])
  })

  it('in doubt stays in doubt: refusals, silence and shallow receipts move nothing', () => {
    const saga = reached(signed)
    expect(decide(saga, { kind: 'node_answered', accepted: false, said: 'nonce too low' }).event).toBeNull()
    expect(decide(saga, { kind: 'node_silent', said: 'timed out' }).event).toBeNull()
    const seen = reached(signed, accepted, inBlock)
    expect(decide(seen, { ...paid, depth: 2n }).event).toBeNull()
    expect(decide(saga, { kind: 'nonce_taken', ...deep, reads: 1 }).event).toBeNull()
    expect(decide(saga, { kind: 'nonce_taken', depth: 2n, depthNeeded: 3n, reads: 9 }).event).toBeNull()
  })

  it('reorged out goes back to signed and is sent again, in the same generation', () => {
    const saga = reached(signed, accepted, inBlock, { kind: 'reorged' })
    expect(saga).toEqual({ payment: 'scheduled', generation: 1, slot: { nonce: 7, state: 'signed' } })
    expect(decide(reached(signed, inBlock), { kind: 'reorged' }).effects[0]).toEqual({
      kind: 'broadcast',
      nonce: 7,
    })
  })

  it('reverted at depth gives the reservation free', () => {
    const { event, effects } = decide(reached(signed, inBlock), {
      ...paid,
      mined: reverted,
      transferSeen: false,
    })
    expect(event?.payment.to).toBe('failed_reverted')
    expect(effects.map((effect) => effect.kind)).toEqual(['void_reservation', 'book_gas', 'notify'])
  })

  it('that succeeded without the Transfer log is blocked, keeps its hold and stops the sender', () => {
    const { event, effects } = decide(reached(signed, inBlock), { ...paid, transferSeen: false })
    expect(event?.payment.to).toBe('blocked')
    expect(effects).toContainEqual({ kind: 'pause_sender', reason: 'transfer_without_log' })
    expect(effects.map((effect) => effect.kind)).not.toContain('void_reservation')
    expect(effects.map((effect) => effect.kind)).not.toContain('post_transfer')
  })

  it('whose nonce was taken at depth by somebody else is due again in a new generation, sender stopped', () => {
    const fact: Fact = { kind: 'nonce_taken', ...deep, reads: 2 }
    expect(reached(signed, fact)).toEqual({ payment: 'approved', generation: 2, slot: null })
    expect(decide(reached(signed), fact).effects).toContainEqual({
      kind: 'pause_sender',
      reason: 'foreign_nonce',
    })
  })

  it('is cancelled only by a final self-send; when the original wins it is paid', () => {
    const cancelMined: Fact = { kind: 'mined', as: 'cancel', mined }
    expect(reached(signed, cancelMined)).toMatchObject({ payment: 'scheduled', slot: { state: 'mined' } })
    const cancelled: Fact = { kind: 'settled', as: 'cancel', mined, ...deep, transferSeen: false }
    expect(reached(signed, accepted, cancelMined, cancelled).payment).toBe('cancelled')
    expect(reached(signed, cancelMined, { kind: 'reorged' }, inBlock, paid).payment).toBe('final')
  })

  it('the token would refuse is shown to a person before anything is signed, and may be released or cancelled', () => {
    const refused: Fact = { kind: 'would_revert', why: 'blocked account' }
    expect(reached(refused)).toEqual({ payment: 'blocked', generation: 1, slot: null })
    expect(reached(refused, { kind: 'released_by_person' })).toEqual({
      payment: 'approved',
      generation: 2,
      slot: null,
    })
    expect(reached(refused, { kind: 'cancelled_by_person' }).payment).toBe('cancelled')
    expect(decide(reached(signed), { kind: 'cancelled_by_person' }).event).toBeNull()
  })
})

const minedArb = fc.constantFrom(mined, reverted, { ...mined, blockHash: `0x${'c'.repeat(64)}` } as const)
const as = fc.constantFrom('pay' as const, 'cancel' as const)
const depth = fc.bigInt({ min: 0n, max: 6n })
const depthNeeded = fc.constant(3n)
const factArb: fc.Arbitrary<Fact> = fc.oneof(
  fc.constant<Fact>({ kind: 'due' }),
  fc.record({ kind: fc.constant('would_revert' as const), why: fc.string() }),
  fc.record({ kind: fc.constant('signed' as const), nonce: fc.nat() }),
  fc.record({ kind: fc.constant('node_answered' as const), accepted: fc.boolean(), said: fc.string() }),
  fc.record({ kind: fc.constant('node_silent' as const), said: fc.string() }),
  fc.record({ kind: fc.constant('mined' as const), as, mined: minedArb }),
  fc.constant<Fact>({ kind: 'reorged' }),
  fc.record({
    kind: fc.constant('settled' as const),
    as,
    mined: minedArb,
    depth,
    depthNeeded,
    transferSeen: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('nonce_taken' as const), depth, depthNeeded, reads: fc.nat({ max: 4 }) }),
  fc.constant<Fact>({ kind: 'released_by_person' }),
  fc.constant<Fact>({ kind: 'cancelled_by_person' }),
)

const ended: readonly PaymentState[] = ['final', 'failed_reverted', 'cancelled']
type Walked = { readonly saga: Saga; readonly posts: number; readonly voids: number }

function walk(facts: readonly Fact[], check: (before: Saga, fact: Fact, next: Saga) => void): Walked {
  return facts.reduce<Walked>(
    (at, fact) => {
      const { event, effects } = decide(at.saga, fact)
      const next = event === null ? at.saga : evolve(at.saga, event)
      check(at.saga, fact, next)
      const count = (kind: string) => effects.filter((effect) => effect.kind === kind).length
      return {
        saga: next,
        posts: at.posts + count('post_transfer'),
        voids: at.voids + count('void_reservation'),
      }
    },
    { saga: start, posts: 0, voids: 0 },
  )
}

describe('for any sequence of facts', () => {
  it('only legal edges are taken, and a slot exists exactly while bytes may be in the world', () => {
    fc.assert(
      fc.property(fc.array(factArb, { maxLength: 40 }), (facts) => {
        walk(facts, (before, _, next) => {
          expect(isLegalPaymentMove(before.payment, next.payment)).toBe(true)
          if (before.slot !== null && next.slot !== null) {
            expect(next.slot.nonce).toBe(before.slot.nonce)
            expect(isLegalSlotMove(before.slot.state, next.slot.state)).toBe(true)
          }
          expect(next.slot !== null).toBe(['scheduled', 'in_flight', 'mined'].includes(next.payment))
        })
      }),
      { numRuns: 2_000 },
    )
  })

  it('unknown never becomes an end: only a receipt at depth, or a person before signing, ends a payment', () => {
    fc.assert(
      fc.property(fc.array(factArb, { maxLength: 40 }), (facts) => {
        walk(facts, (before, fact, next) => {
          if (ended.includes(before.payment) || !ended.includes(next.payment)) return
          if (fact.kind === 'cancelled_by_person') expect(before.slot).toBeNull()
          else {
            expect(fact.kind).toBe('settled')
            if (fact.kind === 'settled') expect(fact.depth >= fact.depthNeeded).toBe(true)
          }
          if (next.payment === 'failed_reverted')
            expect(fact).toMatchObject({ mined: { status: 'reverted' }, as: 'pay' })
          if (next.payment === 'final') {
            expect(fact).toMatchObject({ mined: { status: 'success' }, as: 'pay', transferSeen: true })
          }
        })
      }),
      { numRuns: 2_000 },
    )
  })

  it('the hold is resolved at most once, by a post exactly when final, by a void exactly when failed or cancelled', () => {
    fc.assert(
      fc.property(fc.array(factArb, { maxLength: 60 }), (facts) => {
        const { saga, posts, voids } = walk(facts, () => undefined)
        expect(posts).toBe(saga.payment === 'final' ? 1 : 0)
        expect(voids).toBe(saga.payment === 'failed_reverted' || saga.payment === 'cancelled' ? 1 : 0)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a new generation begins only after the old slot is proven over', () => {
    fc.assert(
      fc.property(fc.array(factArb, { maxLength: 40 }), (facts) => {
        walk(facts, (before, fact, next) => {
          if (next.generation === before.generation) return
          expect(['nonce_taken', 'released_by_person']).toContain(fact.kind)
          expect(next.slot).toBeNull()
        })
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('evolve', () => {
  it('throws on an event that belongs to another state or takes an illegal edge', () => {
    const { event } = decide(start, signed)
    if (event === null) throw new Error('signing moves an approved payment')
    expect(() => evolve(reached(signed), event)).toThrow('another state')
    expect(() => evolve(start, { ...event, payment: { from: 'approved', to: 'final' } })).toThrow(
      'may not go',
    )
    const slot = { nonce: 7, from: 'mined', to: 'superseded' } as const
    const stolen = { ...event, payment: { from: 'mined', to: 'mined' }, slot } as const
    expect(() => evolve(reached(signed, inBlock), stolen)).toThrow('slot may not go')
  })
})

describe('the lists of legal edges', () => {
  it('lead from every state that is no end to an end', () => {
    const reaches = (
      edges: { readonly [from: string]: readonly string[] },
      from: string,
      ends: readonly string[],
    ) => {
      const seen = new Set([from])
      for (const state of seen) for (const next of edges[state] ?? []) seen.add(next)
      return ends.some((end) => seen.has(end))
    }
    for (const state of Object.keys(paymentEdges)) expect(reaches(paymentEdges, state, ended)).toBe(true)
    for (const state of Object.keys(slotEdges)) {
      expect(reaches(slotEdges, state, ['final', 'superseded', 'cancelled'])).toBe(true)
    }
  })
})
