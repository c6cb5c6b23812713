import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { sessionQuery } from './queries.ts'

/** The acts of CONTRACT.md's table as the server names them. */
export type Act =
  | 'read'
  | 'submit'
  | 'decide_approval'
  | 'change_vendor'
  | 'verify_vendor'
  | 'change_settings'
  | 'manage_users'
  | 'pause'
  | 'resume'
  | 'reset_metrics'
  | 'manage_owners'

/** Who is signed in and what they may do. The server decides; this only hides what it would refuse. */
export function useSession() {
  const { data } = useQuery(sessionQuery)
  const user = computed(() => data.value?.user ?? null)
  const permissions = computed<ReadonlySet<string>>(() => new Set(data.value?.permissions ?? []))
  return { user, may: (act: Act) => permissions.value.has(act) }
}
