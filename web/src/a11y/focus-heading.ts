/** After a change of page the reader starts at its heading, as after a page load. The heading carries tabindex -1. */
export function focusHeading(): void {
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
}
