import { useMutation, useQueryClient } from '@tanstack/vue-query'
import { useRoute, useRouter } from 'vue-router'
import { api } from '../../api/client.ts'
import { sessionQuery } from '../../api/queries.ts'
import { pathAfterSignIn } from './session-view.ts'

/** Signs in by cookie, then goes where the person wanted to go. */
export function useSignIn() {
  const client = useQueryClient()
  const router = useRouter()
  const route = useRoute()
  return useMutation({
    mutationFn: async (login: { readonly username: string; readonly password: string }) => {
      await api.POST('/session', { body: login })
      // Nothing of whoever was here before stays in memory.
      client.clear()
      await client.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await router.push(pathAfterSignIn(route.query['next']))
    },
  })
}
