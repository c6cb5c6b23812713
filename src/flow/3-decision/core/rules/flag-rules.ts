import type { Facts } from '../facts.ts'
import { type Finding, notConfigured, pass, quoted, type Rule, review, shortened } from './rule.ts'

/** Said by a reader's flag and by the second_reader rule alike, so that people read it once. */
const disagreeText = 'The two readers do not agree on what the document says.'
const missingText =
  'The second reader is set up but did not answer, so only one reader has seen the document.'

/** What a flag raised while reading means. Every flag makes a person look. */
const flags: readonly { readonly code: string; readonly raised: string; readonly clear: string }[] = [
  {
    code: 'instruction_in_text',
    raised:
      'The document contains words addressed to the system that reads it, as an attempt to steer it would.',
    clear: 'The document does not try to instruct its reader.',
  },
  {
    code: 'hidden_characters',
    raised: 'The document contains invisible or direction-changing characters.',
    clear: 'The document contains no hidden characters.',
  },
  {
    code: 'mixed_scripts',
    raised: 'A word in the document mixes letters of several alphabets, as a forged name would.',
    clear: 'No word mixes alphabets.',
  },
  {
    code: 'several_totals',
    raised: 'The document names several different totals.',
    clear: 'The document names one total.',
  },
  {
    code: 'ambiguous_amount',
    raised: 'An amount in the document can be read in two ways.',
    clear: 'The amounts can be read in one way only.',
  },
  {
    code: 'totals_do_not_add_up',
    raised: 'The lines, tax and total of the document do not add up.',
    clear: 'Nothing in the sums of the document contradicts itself.',
  },
  {
    code: 'already_paid',
    raised: 'The document says that it has been paid already.',
    clear: 'The document does not say that it has been paid.',
  },
  {
    code: 'implausible_date',
    raised: 'A date in the document is not plausible.',
    clear: 'No date is implausible.',
  },
  {
    code: 'not_an_invoice',
    raised: 'The text does not look like an invoice.',
    clear: 'The text looks like an invoice.',
  },
  { code: 'readers_disagree', raised: disagreeText, clear: 'No reader contradicts another.' },
  { code: 'second_reader_missing', raised: missingText, clear: 'No reader that is set up was missing.' },
]

/** One rule per known flag: raised means review with the flag's own reason. */
export const flagRules: readonly Rule[] = flags.map((flag) => (facts: Facts): Finding => {
  const rule = flag.code
  if (!facts.invoice.flags.includes(flag.code)) return pass({ rule, text: flag.clear })
  return review({ rule, text: flag.raised, flip: 'would pass if the document were read without this remark' })
})

/** A flag this version does not know still makes a person look. @returns pass or review. Errors: none. Source: POLICY.md. */
export function otherFlags(facts: Facts): Finding {
  const rule = 'other_flags'
  const known = new Set(flags.map((flag) => flag.code))
  const others = facts.invoice.flags.filter((code) => !known.has(code))
  if (others.length === 0) return pass({ rule, text: 'Reading raised no other remarks.' })
  const named = others.slice(0, 5).map(quoted).join(', ')
  const values = { flags: shortened(others.join(', ')) }
  return review({ rule, values, text: `Reading raised a remark without a rule of its own: ${named}.` })
}

/** A second reader that is set up must agree. @returns its verdict. Errors: none. Source: POLICY.md "amount agrees between readers". */
export function secondReader(facts: Facts): Finding {
  const rule = 'second_reader'
  const values = { second_reader: facts.secondReader }
  switch (facts.secondReader) {
    case 'not_configured':
      return notConfigured({ rule, values, text: 'No second reader is set up.' })
    case 'agrees':
      return pass({ rule, values, text: 'Both readers agree.', speaks: true })
    case 'disagrees':
      return review({
        rule,
        values,
        because: 'readers_disagree',
        text: disagreeText,
        flip: 'would pass if both agreed',
      })
    case 'missing':
      return review({
        rule,
        values,
        because: 'second_reader_missing',
        text: missingText,
        flip: 'would pass once the second reader answers and agrees',
      })
  }
}
