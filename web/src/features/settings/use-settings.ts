import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { announce } from '../../a11y/announce.ts'
import { api, dataOf } from '../../api/client.ts'
import type { Member } from '../../api/types.ts'
import { t } from '../../i18n/t.ts'

/** Changes the approval limit; the amount goes as text, so that no digit is lost. */
export function useChangeLimit() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (amount: string) =>
      dataOf(await api.POST('/api/settings/limit', { body: { new_limit: amount } })),
    onSuccess: () => {
      announce(t.common.saved)
      void client.invalidateQueries({ queryKey: ['dashboard'] })
    },
  })
}

/** The switch for all paying: off with a reason, on by an owner. */
export function usePayingSwitch() {
  const client = useQueryClient()
  const changed = () => void client.invalidateQueries({ queryKey: ['dashboard'] })
  const pause = useMutation({
    mutationFn: async (reason: string) => dataOf(await api.POST('/api/payments/pause', { body: { reason } })),
    onSuccess: changed,
  })
  const resume = useMutation({
    mutationFn: async () => dataOf(await api.POST('/api/payments/resume', { body: {} })),
    onSuccess: changed,
  })
  return { pause, resume }
}

/** Create and change members. */
export function useMemberActs() {
  const client = useQueryClient()
  const changed = (sentence: string): void => {
    announce(sentence)
    void client.invalidateQueries({ queryKey: ['members'] })
  }
  const create = useMutation({
    mutationFn: async (member: {
      readonly username: string
      readonly password: string
      readonly role: Member['role']
    }) => dataOf(await api.POST('/users', { body: member })),
    onSuccess: (user) => changed(t.settings.members.created(user.username)),
  })
  const change = useMutation({
    mutationFn: async (act: {
      readonly id: string
      readonly username: string
      readonly body: { role?: Member['role']; active?: boolean }
    }) => dataOf(await api.PATCH('/users/{id}', { params: { path: { id: act.id } }, body: act.body })),
    onSuccess: (_user, act) => changed(t.settings.members.changed(act.username)),
    // The table shows what the server has, also after a refusal.
    onError: () => void client.invalidateQueries({ queryKey: ['members'] }),
  })
  return { create, change }
}
