import { onBeforeUnmount, onMounted, type Ref, shallowRef } from 'vue'

/** The time in epoch milliseconds, moved on every half minute: enough for "cooling off" and "expires". */
export function useNow(): Ref<number> {
  const now = shallowRef(Date.now())
  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(() => {
      now.value = Date.now()
    }, 30_000)
  })
  onBeforeUnmount(() => clearInterval(timer))
  return now
}
