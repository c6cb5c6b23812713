import { getAddress } from 'viem'
import { sleep, systemClock } from '#adapters/clock/system.ts'
import { approvalStore } from '#adapters/db/approval-store.ts'
import { readFirstHash } from '#adapters/db/hash-store.ts'
import { intakeStore } from '#adapters/db/intake-store.ts'
import { ledgerViews } from '#adapters/db/ledger-views.ts'
import { policyStore } from '#adapters/db/policy-store.ts'
import { switchPaying } from '#adapters/db/switch-store.ts'
import { vendorStore } from '#adapters/db/vendor-store.ts'
import { viewsStore } from '#adapters/db/views-store.ts'
import { waitingStore } from '#adapters/db/waiting-store.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createWorkerReader, workerReaderDefaults } from '#adapters/reader/worker-reader.ts'
import type { ReaderPort } from '#flow/2-extraction/ports.ts'
import { readDocument } from '#flow/2-extraction/read-document.ts'
import { setLimit } from '#flow/3-decision/set-limit.ts'
import { approveInvoice } from '#flow/approve-invoice.ts'
import type { Outcome } from '#flow/core/outcome.ts'
import type { TokenContext } from '#flow/gather-facts.ts'
import type { HashWaiter } from '#flow/ports.ts'
import { createProcessInvoice } from '#flow/process-invoice.ts'
import { redecideInvoice } from '#flow/redecide-invoice.ts'
import { chainUnknown } from '#flow/token-unknown.ts'
import type { Metrics } from '#http/metrics.ts'
import type { LiveFeed, Log } from '#http/ports.ts'
import type { Mode, TreasuryDeps } from '#http/treasury-deps.ts'
import { rolesThatMay } from '#identity/core/roles.ts'
import { parseMinor } from '#kernel/money.ts'
import { err, ok } from '#kernel/result.ts'
import { hourMs } from '#kernel/time.ts'
import { confirmVendor, createVendor, updateVendor } from '#vendors/write-vendor.ts'
import type { HashBoard } from '#worker/hash-waiter.ts'
import type { OpenedChain } from './open-chain.ts'
import type { OpenDatabase } from './open-database.ts'

/** Another process may lead: its signatures are looked for in the database this often. */
const hashPollMs = 150

type Parts = {
  readonly log: Log
  readonly database: OpenDatabase
  readonly chain: OpenedChain
  readonly board: HashBoard
  readonly llm: ReaderPort | null
  readonly metrics: Metrics
  readonly token: () => TokenContext | null
  readonly head: () => bigint | null
  readonly chainAnswers: () => boolean
  readonly waitingReason: () => string | null
  readonly confirmations: number
  readonly mode: Mode
  readonly feed: LiveFeed
}

/**
 * The money side's use cases with their ports filled in.
 * @param parts what is open already   @returns what routes need, and `stop` which waits for batches under way and ends the reader
 * Errors: none here; each use case says its own. Source: ARCHITECTURE.md, main.
 */
export function composeTreasury(parts: Parts): TreasuryDeps & { readonly stop: () => Promise<void> } {
  const { db } = parts.database
  const intake = intakeStore(db)
  const text = createWorkerReader(workerReaderDefaults, (given) =>
    parts.log.warn(given, 'a text was given up unread'),
  )
  const policies = policyStore(db, rolesThatMay('change_settings'))
  const shared = {
    intake,
    token: parts.token,
    hashes: hashWaiter(parts),
    digest: sha256Digest,
    ids: uuidV7,
    clock: systemClock,
    read: (rawText: string) => readDocument({ text, llm: parts.llm }, { text: rawText }),
  }
  const approvals = approvalStore(db, rolesThatMay('decide_approval'))
  const waiting = waitingStore(db)
  return {
    processInvoice: createProcessInvoice({
      ...shared,
      secondReaderConfigured: parts.llm !== null,
      sleep,
      onDecided: (outcome) => count(parts, outcome),
    }),
    redecide: (id) => redecideInvoice({ ...shared, waiting }, id),
    vote: async (vote) => {
      const done = await approveInvoice({ ...shared, approvals }, vote)
      if (done.ok && done.value.kind === 'approved') parts.metrics.transactionApproved(done.value.amount)
      if (done.ok && done.value.kind === 'rejected') parts.metrics.transactionRejected()
      return done
    },
    setLimit: async (wanted) => {
      const token = parts.token()
      if (token === null) return err(chainUnknown())
      return setLimit(
        { policies, clock: systemClock, decimals: token.decimals },
        { ...wanted, requestId: wanted.by.requestId },
      )
    },
    vendors: vendorsOf(parts),
    views: viewsStore(db),
    ledger: ledgerViews(db),
    wallet: () => walletOf(parts),
    switchPaying: (reason, by) => switchPaying(db, reason, by, systemClock.now()),
    context: () => contextOf(parts),
    coolingOffMs: async () => {
      const policy = await policies.current(systemClock.now())
      return policy.ok ? ok((policy.value?.body.vendor_cooling_off_hours ?? 0) * hourMs) : policy
    },
    mode: parts.mode,
    feed: parts.feed,
    stop: async () => {
      await text.stop()
      await intake.drain()
    },
  }
}

function vendorsOf(parts: Parts): TreasuryDeps['vendors'] {
  const store = vendorStore(parts.database.db, rolesThatMay('verify_vendor'))
  const ports = { vendors: store, clock: systemClock, ids: uuidV7, checksum: checksumOf }
  return {
    store,
    create: (input, by) => createVendor(ports, input, by),
    update: (id, input, by) => updateVendor(ports, id, input, by),
    confirm: (id, by) => confirmVendor(ports, id, by),
  }
}

function contextOf(parts: Parts): ReturnType<TreasuryDeps['context']> {
  const token = parts.token()
  if (token === null) return null
  return {
    symbol: token.symbol,
    decimals: token.decimals,
    confirmationsNeeded: parts.confirmations,
    head: parts.head(),
    chainAnswers: parts.chainAnswers(),
    waitingReason: parts.waitingReason(),
  }
}

/** The leader in this process announces at once; another process's signature is found in the database. */
function hashWaiter(parts: Parts): HashWaiter {
  return {
    waitForHash: async (paymentId, withinMs) => {
      const state = { done: false }
      const polled = async (): Promise<string | null> => {
        for (let waited = 0; waited < withinMs && !state.done; waited += hashPollMs) {
          await sleep(hashPollMs)
          const hash = state.done ? null : await readFirstHash(parts.database.db, paymentId)
          if (hash !== null) return hash
        }
        return null
      }
      const first = await Promise.race([parts.board.waitForHash(paymentId, withinMs), polled()])
      state.done = true
      return first
    },
  }
}

function count(parts: Parts, outcome: Outcome): void {
  if (outcome.kind === 'invalid' || outcome.kind === 'unreadable') return
  parts.metrics.invoiceProcessed()
  if (outcome.kind === 'refused') parts.metrics.transactionRejected()
  if (outcome.kind === 'approved') {
    const amount = parseMinor('MNEE', outcome.amount, parts.token()?.decimals ?? 18)
    if (amount.ok) parts.metrics.transactionApproved(amount.value)
  }
}

async function walletOf(parts: Parts) {
  const token = parts.token()
  if (token === null) return err(chainUnknown())
  const { address } = parts.chain.wallet.signer
  const balances = await parts.chain.port.balances(address)
  if (!balances.ok) return balances
  return ok({
    address,
    chainId: token.chainId,
    tokenAddress: token.address,
    balance: BigInt(balances.value.token),
    gasWei: balances.value.gasWei,
    blockNumber: balances.value.blockNumber,
  })
}

/** Lower or upper case alone carries no checksum; mixed case must be right. */
function checksumOf(text: string): string | null {
  if (!/^0x[0-9a-fA-F]{40}$/.test(text)) return null
  const digits = text.slice(2)
  const proper = getAddress(`0x${digits.toLowerCase()}`)
  const isPlain = digits === digits.toLowerCase() || digits === digits.toUpperCase()
  return isPlain || proper === text ? proper : null
}
