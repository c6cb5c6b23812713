import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { announce } from '../../a11y/announce.ts'
import { api, dataOf } from '../../api/client.ts'
import { t } from '../../i18n/t.ts'
import type { VendorBody } from './vendor-view.ts'

/** Create, change, block and verify vendors; each makes what depends on the register stale. */
export function useVendorActs() {
  const client = useQueryClient()
  function changed(sentence: string): void {
    announce(sentence)
    for (const head of ['vendors', 'invoices', 'approvals', 'dashboard'])
      void client.invalidateQueries({ queryKey: [head] })
  }
  const create = useMutation({
    mutationFn: async (body: VendorBody) => dataOf(await api.POST('/api/vendors', { body })),
    onSuccess: () => changed(t.common.saved),
  })
  const change = useMutation({
    mutationFn: async (act: {
      readonly id: string
      readonly body: Partial<VendorBody> & { status?: 'blocked' | 'unverified' }
    }) => dataOf(await api.PATCH('/api/vendors/{id}', { params: { path: { id: act.id } }, body: act.body })),
    onSuccess: () => changed(t.common.saved),
  })
  const verify = useMutation({
    mutationFn: async (id: string) =>
      dataOf(await api.POST('/api/vendors/{id}/verify', { params: { path: { id } }, body: {} })),
    onSuccess: (answer) => changed(answer.self_verified ? t.vendors.selfVerified : t.vendors.verified),
  })
  return { create, change, verify }
}
