import { Fault } from '#kernel/fault.ts'

/**
 * The signer will not sign this.
 * @param why one sentence for the log, never a key or a password
 * @returns SIGNER_REFUSED, not retryable: the same request would be refused again
 * Errors: none. Source: PAYMENTS "Keys", SECURITY "By construction" 2.
 */
export function signerRefused(why: string): Fault {
  return new Fault({
    code: 'SIGNER_REFUSED',
    internal: `signer: ${why}`,
    public: 'The payment was not signed.',
    retryable: false,
  })
}

/**
 * The treasury key cannot be opened.
 * @param why one clear sentence for the operator, never a key or a password
 * @returns CONFIG_INVALID, not retryable
 * Errors: none. Source: CONTRACT "Environment".
 */
export function walletFault(why: string): Fault {
  return new Fault({
    code: 'CONFIG_INVALID',
    internal: `wallet: ${why}`,
    public: 'The treasury key cannot be opened.',
    retryable: false,
  })
}
