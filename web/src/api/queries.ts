import { queryOptions } from '@tanstack/vue-query'
import { AppError } from './app-error.ts'
import { api, dataOf } from './client.ts'
import type { Approval, InvoiceSummary, TransactionSummary } from './types.ts'

/** Rows per page of every list: bounds the DOM (WEB.md: at most 60 rows). */
const rowsPerPage = 25

/** Log lines read at once: steps of payments are among them, and only the news are shown. */
const logLinesRead = 80

/** Who is signed in, or null. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    try {
      return dataOf(await api.GET('/session'))
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.status === 401) return null
      throw thrown
    }
  },
  staleTime: 60_000,
})

export const dashboardQuery = queryOptions({
  queryKey: ['dashboard'],
  queryFn: async () => dataOf(await api.GET('/api/dashboard')),
})

export const logsQuery = queryOptions({
  queryKey: ['logs'],
  queryFn: async () =>
    dataOf(await api.GET('/api/dashboard/logs', { params: { query: { limit: logLinesRead } } })),
})

export const walletQuery = queryOptions({
  queryKey: ['wallet'],
  queryFn: async () => dataOf(await api.GET('/api/wallet')),
})

/** Members on the page; a treasury has a handful of people. */
const membersShown = 200

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async () => dataOf(await api.GET('/users', { params: { query: { limit: membersShown } } })),
})

/** One page of a list: `status` null is no filter, `cursor` null is the newest page. */
export type ListPage<S extends string> = { readonly status: S | null; readonly cursor: string | null }

function listParams<S extends string>(
  page: ListPage<S>,
): {
  readonly query: { limit: number; status?: S; cursor?: string }
} {
  return {
    query: {
      limit: rowsPerPage,
      ...(page.status === null ? {} : { status: page.status }),
      ...(page.cursor === null ? {} : { cursor: page.cursor }),
    },
  }
}

export const invoicesQuery = (page: ListPage<InvoiceSummary['status']>) =>
  queryOptions({
    queryKey: ['invoices', page],
    queryFn: async () => dataOf(await api.GET('/api/invoices', { params: listParams(page) })),
  })

export const invoiceQuery = (id: string) =>
  queryOptions({
    queryKey: ['invoices', id],
    queryFn: async () => dataOf(await api.GET('/api/invoices/{id}', { params: { path: { id } } })),
  })

export const approvalsQuery = (page: ListPage<Approval['status']>) =>
  queryOptions({
    queryKey: ['approvals', page],
    queryFn: async () => dataOf(await api.GET('/api/approvals', { params: listParams(page) })),
  })

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', id],
    queryFn: async () => dataOf(await api.GET('/api/approvals/{id}', { params: { path: { id } } })),
  })

export const transactionsQuery = (page: ListPage<TransactionSummary['status']>) =>
  queryOptions({
    queryKey: ['transactions', page],
    queryFn: async () => dataOf(await api.GET('/api/transactions', { params: listParams(page) })),
  })

const transactionQuery = (id: string) =>
  queryOptions({
    queryKey: ['transactions', id],
    queryFn: async () => dataOf(await api.GET('/api/transactions/{id}', { params: { path: { id } } })),
  })

/** Confirmations come with every block and have no event of their own: an open payment is looked at this often. */
const confirmationsMs = 2_000

/** A payment that is followed until it has ended. */
export const followedTransactionQuery = (id: string) =>
  queryOptions({
    ...transactionQuery(id),
    refetchInterval: (query) => (isEnded(query.state.data?.status) ? false : confirmationsMs),
  })

function isEnded(status: TransactionSummary['status'] | undefined): boolean {
  return status === 'final' || status === 'failed' || status === 'cancelled'
}

export const vendorsQuery = (cursor: string | null) =>
  queryOptions({
    queryKey: ['vendors', { cursor }],
    queryFn: async () =>
      dataOf(
        await api.GET('/api/vendors', {
          params: { query: { limit: rowsPerPage, ...(cursor === null ? {} : { cursor }) } },
        }),
      ),
  })

export const vendorQuery = (id: string) =>
  queryOptions({
    queryKey: ['vendors', id],
    queryFn: async () => dataOf(await api.GET('/api/vendors/{id}', { params: { path: { id } } })),
  })
