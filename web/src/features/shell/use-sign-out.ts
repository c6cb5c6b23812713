import { useQueryClient } from '@tanstack/vue-query'
import { useRouter } from 'vue-router'
import { announce } from '../../a11y/announce.ts'
import { asAppError } from '../../api/app-error.ts'
import { api } from '../../api/client.ts'
import { sessionQuery } from '../../api/queries.ts'

/** Ends the session at the server first: a page that only looks signed out would be a lie. */
export function useSignOut() {
  const router = useRouter()
  const client = useQueryClient()
  async function signOut(): Promise<void> {
    try {
      await api.DELETE('/session')
    } catch (thrown) {
      const error = asAppError(thrown)
      if (error.status !== 401) return announce(error.public)
    }
    client.clear()
    client.setQueryData(sessionQuery.queryKey, null)
    await router.push({ name: 'sign-in' })
  }
  return { signOut }
}
