/**
 * Attributes of a box that scrolls: whoever has no mouse must be able to reach it and scroll it with the arrow keys
 * (axe: scrollable-region-focusable). A group and no landmark: the section around it is the landmark.
 */
export function scrollBox(label: string): {
  readonly tabindex: number
  readonly role: string
  readonly 'aria-label': string
} {
  return { tabindex: 0, role: 'group', 'aria-label': label }
}
