import type { RouteDeps } from '../deps.ts'
import type { HttpServer } from '../http-server.ts'
import { deleteSession } from './delete-session/route.ts'
import { getApiApprovals } from './get-api-approvals/route.ts'
import { getApiApprovalsId } from './get-api-approvals-id/route.ts'
import { getApiDashboard } from './get-api-dashboard/route.ts'
import { getApiDashboardLogs } from './get-api-dashboard-logs/route.ts'
import { getApiEvents } from './get-api-events/route.ts'
import { getApiInvoices } from './get-api-invoices/route.ts'
import { getApiInvoicesId } from './get-api-invoices-id/route.ts'
import { getApiInvoicesIdDocument } from './get-api-invoices-id-document/route.ts'
import { getApiLedgerAccounts } from './get-api-ledger-accounts/route.ts'
import { getApiLedgerEntries } from './get-api-ledger-entries/route.ts'
import { getApiSettingsLimit } from './get-api-settings-limit/route.ts'
import { getApiTransactions } from './get-api-transactions/route.ts'
import { getApiTransactionsId } from './get-api-transactions-id/route.ts'
import { getApiVendors } from './get-api-vendors/route.ts'
import { getApiVendorsId } from './get-api-vendors-id/route.ts'
import { getApiWallet } from './get-api-wallet/route.ts'
import { getDocs } from './get-docs/route.ts'
import { getHealth } from './get-health/route.ts'
import { getHealthReady } from './get-health-ready/route.ts'
import { getMetrics } from './get-metrics/route.ts'
import { getOpenapiJson } from './get-openapi-json/route.ts'
import { getSession } from './get-session/route.ts'
import { getUsers } from './get-users/route.ts'
import { patchApiVendorsId } from './patch-api-vendors-id/route.ts'
import { patchUsersId } from './patch-users-id/route.ts'
import { postApiApprovalsIdApprove } from './post-api-approvals-id-approve/route.ts'
import { postApiApprovalsIdReject } from './post-api-approvals-id-reject/route.ts'
import { postApiInvoicesIdRedecide } from './post-api-invoices-id-redecide/route.ts'
import { postApiPaymentsPause } from './post-api-payments-pause/route.ts'
import { postApiPaymentsResume } from './post-api-payments-resume/route.ts'
import { postApiProcessInvoice } from './post-api-process-invoice/route.ts'
import { postApiSettingsLimit } from './post-api-settings-limit/route.ts'
import { postApiVendors } from './post-api-vendors/route.ts'
import { postApiVendorsIdVerify } from './post-api-vendors-id-verify/route.ts'
import { postLogout } from './post-logout/route.ts'
import { postMetricsReset } from './post-metrics-reset/route.ts'
import { postSession } from './post-session/route.ts'
import { postToken } from './post-token/route.ts'
import { postTokenRefresh } from './post-token-refresh/route.ts'
import { postUsers } from './post-users/route.ts'

/**
 * Every route of the program, one line each.
 * @param server with all hooks set   @param deps what routes need
 * Errors: throws on a route without `config.access`. Source: CONTRACT.md "HTTP".
 */
export function registerRoutes(server: HttpServer, deps: RouteDeps): void {
  postToken(server, deps)
  postTokenRefresh(server, deps)
  postLogout(server, deps)
  postSession(server, deps)
  getSession(server, deps)
  deleteSession(server, deps)
  postUsers(server, deps)
  getUsers(server, deps)
  patchUsersId(server, deps)
  getHealth(server, deps)
  getHealthReady(server, deps)
  getMetrics(server, deps)
  postMetricsReset(server, deps)
  getOpenapiJson(server, deps)
  getDocs(server, deps)
  getApiApprovals(server, deps)
  getApiApprovalsId(server, deps)
  getApiDashboard(server, deps)
  getApiDashboardLogs(server, deps)
  getApiEvents(server, deps)
  getApiInvoices(server, deps)
  getApiInvoicesId(server, deps)
  getApiInvoicesIdDocument(server, deps)
  getApiLedgerAccounts(server, deps)
  getApiLedgerEntries(server, deps)
  getApiSettingsLimit(server, deps)
  getApiTransactions(server, deps)
  getApiTransactionsId(server, deps)
  getApiVendors(server, deps)
  getApiVendorsId(server, deps)
  getApiWallet(server, deps)
  patchApiVendorsId(server, deps)
  postApiApprovalsIdApprove(server, deps)
  postApiApprovalsIdReject(server, deps)
  postApiInvoicesIdRedecide(server, deps)
  postApiPaymentsPause(server, deps)
  postApiPaymentsResume(server, deps)
  postApiProcessInvoice(server, deps)
  postApiSettingsLimit(server, deps)
  postApiVendors(server, deps)
  postApiVendorsIdVerify(server, deps)
}
