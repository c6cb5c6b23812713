import { Fault } from '#kernel/fault.ts'

/**
 * Why nothing can be decided before the chain has told its token once.
 * @returns a retryable Fault. Errors: none. Source: CONTRACT.md, health/ready "a lost chain is degraded".
 */
export function chainUnknown(): Fault {
  return new Fault({
    code: 'CHAIN_UNAVAILABLE',
    internal: 'token metadata has never been read: the chain has not answered since this installation began',
    public: 'The chain has not answered yet, so amounts cannot be compared. Please try again shortly.',
    retryable: true,
  })
}
