import type { TreasuryDeps } from '#http/treasury-deps.ts'

function absent(): never {
  throw new Error('this test server has no money side')
}

/** For tests of the people side: every use of the money side fails loudly. */
export const absentTreasury: TreasuryDeps = {
  get processInvoice(): never {
    return absent()
  },
  get redecide(): never {
    return absent()
  },
  get vote(): never {
    return absent()
  },
  get setLimit(): never {
    return absent()
  },
  get vendors(): never {
    return absent()
  },
  get views(): never {
    return absent()
  },
  get ledger(): never {
    return absent()
  },
  get wallet(): never {
    return absent()
  },
  get switchPaying(): never {
    return absent()
  },
  get context(): never {
    return absent()
  },
  get coolingOffMs(): never {
    return absent()
  },
  get mode(): never {
    return absent()
  },
  // Watched from the start by the route of the live feed: nothing ever happens on it.
  feed: {
    since: () => Promise.resolve([]),
    latest: () => Promise.resolve(0n),
    onNews: () => () => undefined,
  },
}
