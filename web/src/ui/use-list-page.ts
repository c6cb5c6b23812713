import { computed } from 'vue'
import { useRoute } from 'vue-router'

/**
 * Filter and page of a list, kept in the URL.
 * @param path of the list   @param views words by status; 'all' is no filter
 */
export function useListPage<V extends Readonly<Record<string, string>>>(path: string, views: V) {
  type S = Exclude<keyof V & string, 'all'>
  const route = useRoute()
  const isStatus = (text: string): text is S => text !== 'all' && Object.hasOwn(views, text)
  const page = computed(() => {
    const { status, cursor } = route.query
    return {
      status: typeof status === 'string' && isStatus(status) ? status : null,
      cursor: typeof cursor === 'string' && cursor !== '' ? cursor : null,
    }
  })
  const tabs = Object.entries<string>(views).map(([key, word]) => ({
    key,
    word,
    to: key === 'all' ? path : `${path}?status=${key}`,
  }))

  function pager(nextCursor: string | null) {
    const filter = page.value.status === null ? {} : { status: page.value.status }
    return {
      newest: page.value.cursor === null ? null : { path, query: filter },
      older: nextCursor === null ? null : { path, query: { ...filter, cursor: nextCursor } },
    }
  }
  return { page, tabs, pager }
}
