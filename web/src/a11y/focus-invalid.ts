import { nextTick } from 'vue'

/** Puts the focus in the first field that is marked wrong, in the open dialog if there is one. */
export async function focusInvalid(): Promise<void> {
  await nextTick()
  const within = document.querySelector('[role="dialog"]') ?? document
  within.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
