import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { dashboardQuery } from './queries.ts'

/** The symbol of the token, as the chain has it; empty until it is known. */
export function useTokenSymbol() {
  const { data } = useQuery(dashboardQuery)
  return computed(() => data.value?.currency ?? '')
}
