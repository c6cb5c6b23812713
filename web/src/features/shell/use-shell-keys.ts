import { onBeforeUnmount, onMounted } from 'vue'
import { useRouter } from 'vue-router'
import { keyTarget } from './shell-view.ts'

/** The second key of a chord has to follow within this time. */
const chordMsMax = 1_200

/** Single-key shortcuts of the shell; silent while someone types or a dialog is open. */
export function useShellKeys(maySubmit: () => boolean): void {
  const router = useRouter()
  let pending: 'g' | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    if (isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]') !== null) return
    const target = keyTarget(pending, event.key, maySubmit())
    pending = null
    clearTimeout(timer)
    if (target === null) return
    event.preventDefault()
    if (target !== 'chord') return void router.push(target)
    pending = 'g'
    timer = setTimeout(() => {
      pending = null
    }, chordMsMax)
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('keydown', onKey)
  })
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  )
}
