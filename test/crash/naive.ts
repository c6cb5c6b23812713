import type { Database } from '#adapters/db/pool.ts'
import type { EngineDeps } from '#flow/run-payment-engine.ts'

/**
 * The order everybody writes first: read the nonce, send, record, try again on error. It is here to fail: a harness
 * in which it passes proves nothing about the real engine.
 * @param deps the real chain, signer, database   @returns never
 */
export async function runNaively(
  deps: EngineDeps & { readonly db: Database; readonly sleep: (ms: number) => Promise<void> },
): Promise<never> {
  const sender = { chainId: deps.settings.chainId, address: deps.signer.address }
  await deps.store.claimLease(sender, { owner: 'naive', ttlMs: 1_000 })
  for (;;) {
    const work = await deps.store.takeDue(sender, 10)
    // All at once, as an HTTP server with several requests in flight does.
    if (work.ok) await Promise.all(work.value.due.map((payment) => payOne(deps, payment)))
    await deps.sleep(50)
  }
}

type Due = Extract<Awaited<ReturnType<EngineDeps['store']['takeDue']>>, { ok: true }>['value']['due'][number]

async function payOne(deps: EngineDeps & { readonly db: Database }, payment: Due): Promise<void> {
  const [counts, fees] = await Promise.all([deps.chain.nonces(deps.signer.address), deps.chain.fees()])
  if (!counts.ok || !fees.ok) return
  const signed = await deps.signer.sign({
    kind: 'transfer',
    certificate: payment.certificate,
    to: payment.to,
    amount: payment.amount,
    token: payment.token,
    chainId: payment.chainId,
    nonce: counts.value.pending,
    gasLimit: deps.settings.gasLimit,
    fees: fees.value,
  })
  if (!signed.ok) return
  const sent = await deps.chain.broadcast([signed.value.raw])
  deps.crashPoints.at('after_broadcast_before_record')
  // A refused or unanswered broadcast counts as failed and is tried again with a fresh nonce.
  if (!sent.ok || !sent.value[0]?.accepted) return
  await deps.db.query('naive_record', "update payments set state = 'scheduled' where id = $1", [payment.id])
}
