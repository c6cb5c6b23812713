import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minor } from '#kernel/money.ts'
import { idOf } from '#test/support/decision-facts.ts'
import { accountKind, expenseOf, payableTo } from './accounts.ts'
import { type Book, balanceOf, balances } from './balances.ts'
import {
  funding,
  gasAsset,
  gasFee,
  holdFor,
  type Posting,
  settle,
  type TokenPosting,
  voidHold,
} from './postings.ts'

const mnee = (units: bigint) => minor('MNEE', units)
const vendorId = idOf<'vendor'>(500)
const payable = payableTo(vendorId)

function fund(id: number, units: bigint): TokenPosting {
  return funding({
    postingId: idOf(id),
    asset: 'MNEE',
    amount: mnee(units),
    txHash: '0xfeed',
    memo: 'opening',
  })
}

function hold(id: number, units: bigint): TokenPosting {
  const parts = { postingId: idOf<'posting'>(id), paymentId: idOf<'payment'>(id), vendorId, asset: 'MNEE' }
  return holdFor({ ...parts, amount: mnee(units), memo: 'INV-1' })
}

function settled(of: TokenPosting, id: number): readonly Posting[] {
  return settle({
    hold: of,
    postId: idOf(id),
    expenseId: idOf(id + 1),
    category: 'Cloud hosting',
    txHash: '0xabc',
  })
}

function bookOf(...postings: readonly Posting[]): Book {
  const book = balances(postings)
  if (!book.ok) throw new Error(JSON.stringify(book.error))
  return book.value
}

describe('a payment in the book', () => {
  test('a hold reserves and moves nothing', () => {
    const book = bookOf(fund(1, 100n), hold(2, 30n))
    expect(balanceOf(book, 'MNEE', 'treasury')).toEqual({ posted: 100n, held: 30n })
    expect(balanceOf(book, 'MNEE', payable)).toEqual({ posted: 0n, held: 0n })
    expect([...book.open.keys()]).toEqual([idOf(2)])
  })

  test('settling posts the hold and turns the debt into a cost', () => {
    const reserved = hold(2, 30n)
    const [post, expense] = settled(reserved, 3)
    expect(post).toEqual({ ...reserved, postingId: idOf(3), kind: 'post', holdId: idOf(2), txHash: '0xabc' })
    expect(expense).toMatchObject({
      kind: 'direct',
      holdId: null,
      from: payable,
      to: 'expense:cloud-hosting',
      amount: 30n,
    })
    const book = bookOf(fund(1, 100n), reserved, ...settled(reserved, 3))
    expect(balanceOf(book, 'MNEE', 'treasury')).toEqual({ posted: 70n, held: 0n })
    expect(balanceOf(book, 'MNEE', payable)).toEqual({ posted: 0n, held: 0n })
    expect(balanceOf(book, 'MNEE', 'expense:cloud-hosting').posted).toBe(30n)
    expect(balanceOf(book, 'MNEE', 'equity:funding').posted).toBe(-100n)
    expect(book.open.size).toBe(0)
  })

  test('voiding gives everything free again', () => {
    const reserved = hold(2, 100n)
    const book = bookOf(
      fund(1, 100n),
      reserved,
      voidHold({ hold: reserved, postingId: idOf(3), memo: 'reverted' }),
    )
    expect(balanceOf(book, 'MNEE', 'treasury')).toEqual({ posted: 100n, held: 0n })
  })

  test('gas is its own asset in wei and never mixes with the token', () => {
    const fee = gasFee({ postingId: idOf(4), wei: 21_000n, paymentId: null, txHash: '0xabc', memo: 'fee' })
    const book = bookOf(fund(1, 100n), fee)
    expect(balanceOf(book, gasAsset, 'fees:gas').posted).toBe(21_000n)
    expect(balanceOf(book, gasAsset, 'treasury:gas').posted).toBe(-21_000n)
    expect(balanceOf(book, 'MNEE', 'fees:gas').posted).toBe(0n)
  })
})

describe('the book refuses', () => {
  const reserved = hold(2, 30n)
  const [post] = settled(reserved, 3)
  const freed = voidHold({ hold: reserved, postingId: idOf(9), memo: 'reverted' })

  test.each<[string, readonly (Posting | undefined)[], object]>([
    [
      'a hold resolved twice by posts',
      [fund(1, 100n), reserved, post, post && { ...post, postingId: idOf(8) }],
      { code: 'hold_resolved', postingId: idOf(8) },
    ],
    [
      'a void after a post',
      [fund(1, 100n), reserved, post, freed],
      { code: 'hold_resolved', postingId: idOf(9) },
    ],
    [
      'a post after a void',
      [fund(1, 100n), reserved, freed, post],
      { code: 'hold_resolved', postingId: idOf(3) },
    ],
    ['a post without its hold', [fund(1, 100n), post], { code: 'hold_unknown', postingId: idOf(3) }],
    [
      'a post of another amount',
      [fund(1, 100n), reserved, post && { ...post, amount: mnee(31n) }],
      { code: 'hold_differs' },
    ],
    [
      'a post to another account',
      [fund(1, 100n), reserved, post && { ...post, to: 'suspense' }],
      { code: 'hold_differs' },
    ],
    ['the same posting twice', [fund(1, 100n), fund(1, 100n)], { code: 'posting_twice', postingId: idOf(1) }],
    [
      'I11: a hold above what is available',
      [fund(1, 29n), reserved],
      { code: 'overdrawn', account: 'treasury' },
    ],
    [
      'I11: two holds that are too much together',
      [fund(1, 100n), hold(4, 71n), reserved],
      { code: 'overdrawn' },
    ],
  ])('%s', (_name, postings, error) => {
    expect(balances(postings.filter((each) => each !== undefined))).toMatchObject({ ok: false, error })
  })

  test.each([0n, -1n])('an amount of %s, as a bug', (units) => {
    expect(() => hold(1, units)).toThrow('a posting moves more than nothing')
    expect(() => gasFee({ postingId: idOf(4), wei: units, paymentId: null, txHash: '0x', memo: '' })).toThrow(
      'more than nothing',
    )
  })

  test('settling or voiding what is no hold, as a bug', () => {
    expect(() => settled(fund(1, 1n), 2)).toThrow('only a hold is settled')
    expect(() => voidHold({ hold: fund(1, 1n), postingId: idOf(2), memo: '' })).toThrow(
      'only a hold is voided',
    )
  })
})

describe('any sequence of hold → post | void', () => {
  const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 24n }), { minLength: 1, maxLength: 20 })
  const fates = fc.array(fc.constantFrom('post', 'void', 'open'), { minLength: 20, maxLength: 20 })

  function sequence(units: readonly bigint[], fate: readonly string[]): readonly Posting[] {
    const holds = units.map((each, index) => hold(index + 1, each))
    const ends = holds.flatMap((each, index): readonly Posting[] => {
      if (fate[index] === 'post') return settled(each, 100 + index * 2)
      return fate[index] === 'void'
        ? [voidHold({ hold: each, postingId: idOf(200 + index), memo: 'no' })]
        : []
    })
    return [
      fund(
        900,
        units.reduce((a, b) => a + b, 0n),
      ),
      ...holds,
      ...ends,
    ]
  }

  test('I11: sums to zero, holds exactly what is open, and never overdraws', () => {
    fc.assert(
      fc.property(amounts, fates, (units, fate) => {
        const book = bookOf(...sequence(units, fate))
        const all = [...(book.balances.get('MNEE')?.values() ?? [])]
        expect(all.reduce((total, each) => total + each.posted, 0n)).toBe(0n)
        const open = units.filter((_, index) => fate[index] === 'open').reduce((a, b) => a + b, 0n)
        const paid = units.filter((_, index) => fate[index] === 'post').reduce((a, b) => a + b, 0n)
        const funded = units.reduce((a, b) => a + b, 0n)
        expect(balanceOf(book, 'MNEE', 'treasury')).toEqual({ posted: funded - paid, held: open })
        expect(balanceOf(book, 'MNEE', payable).posted).toBe(0n)
      }),
    )
  })

  test('a second resolution of any hold is refused', () => {
    fc.assert(
      fc.property(amounts, fates, fc.nat({ max: 19 }), fc.boolean(), (units, fate, pick, asPost) => {
        const index = pick % units.length
        if (fate[index] === 'open') return
        const again = hold(index + 1, units[index] ?? 1n)
        const second = asPost
          ? settled(again, 700)
          : [voidHold({ hold: again, postingId: idOf(702), memo: '' })]
        expect(balances([...sequence(units, fate), ...second])).toMatchObject({
          ok: false,
          error: { code: 'hold_resolved' },
        })
      }),
    )
  })
})

describe('accounts', () => {
  test.each([
    [null, 'expense:uncategorised'],
    ['', 'expense:uncategorised'],
    ['---', 'expense:uncategorised'],
    ['Cloud & Hosting', 'expense:cloud-hosting'],
    ['Büromiete', 'expense:buromiete'],
    ["x'; drop table", 'expense:x-drop-table'],
    ['会計', 'expense:会計'],
    ['a'.repeat(100), `expense:${'a'.repeat(60)}`],
  ])('the category %j is the account %s', (category, account) => {
    expect(expenseOf(category)).toBe(account)
  })

  test('any category is a plain code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (category) => {
        expect(expenseOf(category)).toMatch(/^expense:[\p{Letter}\p{Number}]+(?:-[\p{Letter}\p{Number}]+)*$/u)
      }),
    )
  })

  test('every account has its kind', () => {
    expect(
      (
        ['treasury', 'treasury:gas', 'equity:funding', 'suspense', 'fees:gas', payable, 'expense:x'] as const
      ).map(accountKind),
    ).toEqual(['asset', 'asset', 'equity', 'suspense', 'expense', 'liability', 'expense'])
  })
})
