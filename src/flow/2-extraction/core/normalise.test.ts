import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normaliseName } from './normalise-name.ts'
import { exactNumberKey, invoiceNumberKey } from './normalise-number.ts'

/** Any Unicode text, lone surrogates included: fast-check's own unit for it takes seconds to build. */
const anyText = (lengthMax: number) =>
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0x24f }), fc.integer({ min: 0, max: 0x10ffff })), {
      maxLength: lengthMax,
    })
    .map((points) => String.fromCodePoint(...points))

describe('normaliseName', () => {
  test.each([
    ['CloudSpace Hosting LLC', 'cloudspace hosting llc', 'cloudspace hosting', 'llc'],
    ['CLOUDSPACE  HOSTING, L.L.C.', 'cloudspace hosting llc', 'cloudspace hosting', 'llc'],
    ['Acme Limited', 'acme ltd', 'acme', 'ltd'],
    ['Acme Ltd.', 'acme ltd', 'acme', 'ltd'],
    ['Acme Co., Ltd.', 'acme ltd', 'acme', 'ltd'],
    ['Müller & Söhne GmbH & Co. KG', 'muller and sohne gmbh co kg', 'muller and sohne', 'gmbh co kg'],
    ['Straße AG', 'strasse ag', 'strasse', 'ag'],
    ['García e Hijos S.L.', 'garcia e hijos sl', 'garcia e hijos', 'sl'],
    ['Dupont S.A.R.L.', 'dupont sarl', 'dupont', 'sarl'],
    ['Acme, Inc.', 'acme inc', 'acme', 'inc'],
    ['J. Smith', 'j smith', 'j smith', null],
    ['AG', 'ag', 'ag', null],
    ['ＡＣＭＥ　ｌｔｄ', 'acme ltd', 'acme', 'ltd'],
    ['', '', '', null],
  ])('%j', (name, full, base, legalForm) => {
    expect(normaliseName(name)).toMatchObject({ full, base, legalForm, confusable: false })
  })

  test('two legal forms are two companies', () => {
    expect(normaliseName('Acme GmbH').full).not.toBe(normaliseName('Acme Ltd').full)
    expect(normaliseName('Acme GmbH').base).toBe(normaliseName('Acme Ltd').base)
  })

  test.each(['СloudSpace Hosting LLC', 'CloudSpаce Hosting LLC', 'Сlоudsрасе Ноsting LLC'])(
    'look-alike %j is reported, never equal',
    (name) => {
      const real = normaliseName('CloudSpace Hosting LLC')
      const fake = normaliseName(name)
      expect(fake.full).not.toBe(real.full)
      expect(fake.skeleton).toBe(real.skeleton)
      expect(fake.confusable).toBe(true)
    },
  )

  test('a whole name of look-alikes is reported, an honest name in another script is not', () => {
    expect(normaliseName('Асе').confusable).toBe(true)
    expect(normaliseName('Ромашка').confusable).toBe(false)
    expect(normaliseName('Ελληνική Εταιρεία').confusable).toBe(false)
  })

  test('letter case, spacing and punctuation never matter', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(words, fc.constantFrom(' ', '  ', ', ', '-', '\u00a0'), (parts, glue) => {
        expect(normaliseName(parts.join(glue).toUpperCase())).toEqual(normaliseName(parts.join(' ')))
      }),
    )
  })

  test('total: any text gives keys, and a key is its own key', () => {
    fc.assert(
      fc.property(anyText(80), (name) => {
        const key = normaliseName(name)
        expect(key.full.startsWith(key.base)).toBe(true)
        expect(key.full).toBe(key.full.trim())
      }),
    )
  })
})

describe('invoice numbers', () => {
  test.each([
    ['INV-2024-001', 'INV2024001'],
    ['inv 2024/001', 'INV2024001'],
    [' INV_2024.001 ', 'INV2024001'],
    ['ＩＮＶ２０２４００１', 'INV2024001'],
    ['INV‐2024–001', 'INV2024001'],
    ['INV\u200b-2024-001', 'INV2024001'],
    ['٢٠٢٤', '2024'],
    ['№ 7', 'NO7'],
    ['---', ''],
  ])('%j has the key %s', (number, key) => expect(invoiceNumberKey(number)).toBe(key))

  test('leading zeros and other digits make another number', () => {
    expect(invoiceNumberKey('INV-01')).not.toBe(invoiceNumberKey('INV-1'))
    expect(invoiceNumberKey('INV-10')).not.toBe(invoiceNumberKey('INV-1'))
  })

  test('the exact key keeps separators', () => {
    expect(exactNumberKey(' inv-2024  001')).toBe('INV-2024 001')
    expect(exactNumberKey('1-23')).not.toBe(exactNumberKey('12-3'))
  })
})
