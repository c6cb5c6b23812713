import { QueryClient } from '@tanstack/vue-query'
import { asAppError } from './app-error.ts'

/** Reads are retried twice when the server may come back; refusals and unknown ids are answers, not faults. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      retry: (count, error) => {
        const status = asAppError(error).status
        return count < 2 && (status === 0 || status >= 500)
      },
      refetchOnWindowFocus: true,
    },
    // A mutation moves money or rights: it is sent once, by a person.
    mutations: { retry: false },
  },
})
