import { approvals } from './en/approvals.ts'
import { common } from './en/common.ts'
import { home } from './en/home.ts'
import { invoices } from './en/invoices.ts'
import { payments, steps } from './en/payments.ts'
import { settings } from './en/settings.ts'
import { session, shell } from './en/shell.ts'
import { vendors } from './en/vendors.ts'

/** All words of the app in English. Sentences say what happened to the money and what comes next. */
export const en = { approvals, common, home, invoices, payments, session, settings, shell, steps, vendors }
