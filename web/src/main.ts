import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './App.vue'
import { whenSignedOut } from './api/client.ts'
import { closeLiveStream } from './api/live-stream.ts'
import { sessionQuery } from './api/queries.ts'
import { queryClient } from './api/query-client.ts'
import { router } from './router.ts'
import './styles.css'

whenSignedOut(() => {
  closeLiveStream()
  queryClient.setQueryData(sessionQuery.queryKey, null)
  const here = router.currentRoute.value
  if (here.name !== 'sign-in' && here.matched.length > 0) {
    void router.push({ name: 'sign-in', query: { next: here.fullPath } })
  }
})

createApp(App).use(router).use(VueQueryPlugin, { queryClient }).mount('#app')
