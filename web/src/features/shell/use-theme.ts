import { onBeforeUnmount, onMounted, shallowRef } from 'vue'

export type ThemeChoice = 'auto' | 'light' | 'dark'

/** The name public/theme.js reads before the first paint. */
const storageKey = 'treasurer.theme'

/** The theme of this browser: light, dark, or as the system says. */
export function useTheme() {
  const choice = shallowRef<ThemeChoice>(stored())
  const system = matchMedia('(prefers-color-scheme: dark)')

  function paint(): void {
    const dark = choice.value === 'dark' || (choice.value === 'auto' && system.matches)
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
  }

  function choose(next: ThemeChoice): void {
    choice.value = next
    try {
      localStorage.setItem(storageKey, next)
    } catch {
      // Storage is switched off: the choice holds until the page is closed.
    }
    paint()
  }

  onMounted(() => system.addEventListener('change', paint))
  onBeforeUnmount(() => system.removeEventListener('change', paint))
  return { choice, choose }
}

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(storageKey)
    return value === 'light' || value === 'dark' ? value : 'auto'
  } catch {
    return 'auto'
  }
}
