import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { shallowRef } from 'vue'
import { announce } from '../../a11y/announce.ts'
import { AppError } from '../../api/app-error.ts'
import { api, dataOf } from '../../api/client.ts'
import { approvalQuery } from '../../api/queries.ts'
import type { Approval } from '../../api/types.ts'
import { t } from '../../i18n/t.ts'
import { approvalAmount, conflictSentence } from './approval-view.ts'

/** What the last act said, shown above the list: the card itself is gone by then. */
export type ActNotice = {
  readonly tone: 'ok' | 'warn'
  readonly title: string | null
  readonly text: string
  readonly paymentId: string | null
}

/** Approve and reject. The server's answer is the truth; the stream is only a hint. */
export function useApprovalActs() {
  const client = useQueryClient()
  const notice = shallowRef<ActNotice | null>(null)

  function tell(said: ActNotice): void {
    notice.value = said
    announce(said.title === null ? said.text : `${said.title}. ${said.text}`)
    for (const head of ['approvals', 'invoices', 'transactions', 'dashboard', 'logs'])
      void client.invalidateQueries({ queryKey: [head] })
  }

  /** A conflict is news, not an error of the person: it says who was first. */
  async function tellConflict(approval: Approval, thrown: unknown): Promise<void> {
    if (!(thrown instanceof AppError) || thrown.status !== 409) return
    const now = await client.fetchQuery({ ...approvalQuery(approval.id), staleTime: 0 }).catch(() => null)
    tell({
      tone: 'warn',
      title: t.approvals.conflictTitle,
      text: conflictSentence(thrown, now) ?? thrown.public,
      paymentId: null,
    })
  }

  const approve = useMutation({
    mutationFn: async (approval: Approval) =>
      dataOf(
        await api.POST('/api/approvals/{id}/approve', { params: { path: { id: approval.id } }, body: {} }),
      ),
    onSuccess: (answer, approval) =>
      tell({
        tone: 'ok',
        title: null,
        text:
          answer.status === 'APPROVAL_RECORDED'
            ? t.approvals.doneRecorded
            : t.approvals.doneApproved(approvalAmount(approval), approval.vendor),
        paymentId: answer.transaction_id,
      }),
    onError: (thrown, approval) => tellConflict(approval, thrown),
  })
  const reject = useMutation({
    mutationFn: async (act: { readonly approval: Approval; readonly reason: string }) =>
      dataOf(
        await api.POST('/api/approvals/{id}/reject', {
          params: { path: { id: act.approval.id } },
          body: { reason: act.reason },
        }),
      ),
    onSuccess: (_answer, act) =>
      tell({ tone: 'ok', title: null, text: t.approvals.doneRejected(act.approval.vendor), paymentId: null }),
    onError: (thrown, act) => tellConflict(act.approval, thrown),
  })
  return { approve, reject, notice }
}
