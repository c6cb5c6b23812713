import {
  amount,
  documentType,
  ibanInText,
  invoiceNumberMissing,
  payeeInText,
} from './rules/document-rules.ts'
import { flagRules, otherFlags, secondReader } from './rules/flag-rules.ts'
import { approvalLimit, dailyLimit, duplicate, pause, unconfiguredRules } from './rules/limit-rules.ts'
import type { Rule } from './rules/rule.ts'
import { availableBalance, runway } from './rules/treasury-rules.ts'
import {
  coolingOff,
  firstPayment,
  vendorConflict,
  vendorMatch,
  vendorRegistered,
  vendorStatus,
  vendorWallet,
} from './rules/vendor-rules.ts'

/** Every rule, in the order people read a trace. The order decides nothing. */
export const allRules: readonly Rule[] = [
  pause,
  documentType,
  amount,
  vendorRegistered,
  vendorMatch,
  vendorConflict,
  vendorStatus,
  vendorWallet,
  approvalLimit,
  coolingOff,
  firstPayment,
  duplicate,
  invoiceNumberMissing,
  payeeInText,
  ibanInText,
  ...flagRules,
  otherFlags,
  secondReader,
  dailyLimit,
  availableBalance,
  runway,
  ...unconfiguredRules,
]

/**
 * What also binds a person's approval: whom it goes to, that it is no duplicate, that there is money and that
 * paying is on. The rest of the doubts are what the person was asked to judge.
 */
export const bindingRules: readonly Rule[] = [
  pause,
  amount,
  vendorRegistered,
  vendorStatus,
  vendorWallet,
  duplicate,
  availableBalance,
  runway,
]
