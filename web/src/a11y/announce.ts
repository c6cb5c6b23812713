import { type Ref, shallowRef } from 'vue'

/** What the one polite live region says; the region itself stands in App.vue. */
export const announcement: Ref<string> = shallowRef('')

/** Says a sentence to screen readers once, politely. An equal sentence is said again. */
export function announce(sentence: string): void {
  announcement.value = announcement.value === sentence ? `${sentence}\u00a0` : sentence
}
