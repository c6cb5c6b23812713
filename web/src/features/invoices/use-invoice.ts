import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { useRouter } from 'vue-router'
import { announce } from '../../a11y/announce.ts'
import { api, dataOf } from '../../api/client.ts'
import { liveState } from '../../api/live-stream.ts'
import { followedTransactionQuery, invoiceQuery } from '../../api/queries.ts'

/** Without the stream the page looks by itself, slowly enough for the limit of 100 requests a minute. */
const lookAgainMs = 3_000

/** One invoice and, once there is one, its payment. */
export function useInvoice(id: MaybeRefOrGetter<string>) {
  const invoice = useQuery(
    computed(() => ({
      ...invoiceQuery(toValue(id)),
      refetchInterval: liveState.value === 'live' ? (false as const) : lookAgainMs,
    })),
  )
  const paymentId = computed(() => invoice.data.value?.transaction_id ?? null)
  const payment = useQuery(
    computed(() => ({
      ...followedTransactionQuery(paymentId.value ?? ''),
      enabled: paymentId.value !== null,
    })),
  )
  return { invoice, payment, paymentId }
}

/** Sends the text of an invoice and opens the invoice it became. Throws AppError into the mutation. */
export function useSubmitInvoice() {
  const client = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: async (rawText: string) =>
      dataOf(await api.POST('/api/process-invoice', { body: { raw_text: rawText } })),
    onSuccess: async (answer) => {
      announce('reason' in answer ? answer.reason : 'reasons' in answer ? (answer.reasons[0] ?? '') : '')
      for (const head of ['invoices', 'approvals', 'dashboard', 'logs', 'transactions']) {
        void client.invalidateQueries({ queryKey: [head] })
      }
      await router.push({ name: 'invoice', params: { id: answer.invoice_id } })
    },
  })
}
