import { t } from '../../i18n/t.ts'

export type NavItem = {
  readonly name: 'home' | 'invoices' | 'approvals' | 'payments' | 'vendors' | 'settings'
  readonly to: string
  readonly key: string
}

/** The pages that exist, in order of use. The first three stand in the tab bar of a phone. */
export const navItems: readonly NavItem[] = [
  { name: 'home', to: '/', key: 'h' },
  { name: 'invoices', to: '/invoices', key: 'i' },
  { name: 'approvals', to: '/approvals', key: 'a' },
  { name: 'payments', to: '/payments', key: 'p' },
  { name: 'vendors', to: '/vendors', key: 'v' },
  { name: 'settings', to: '/settings/paying', key: 's' },
]

/** Whether the page at `path` belongs under the item: a detail page keeps its list marked. Errors: none. */
export function isUnder(item: NavItem, path: string): boolean {
  if (item.to === '/') return path === '/'
  const head = item.name === 'settings' ? '/settings' : item.to
  return path === head || path.startsWith(`${head}/`)
}

/** The chain in words people know. @param mode of the dashboard. Errors: none. */
export function networkWords(mode: { readonly chain: 'local' | 'configured'; readonly chain_id: number }): {
  readonly word: string
  readonly hint: string
} {
  if (mode.chain === 'local') return { word: t.shell.network.local, hint: t.shell.network.localHint }
  const word = mode.chain_id === 1946 ? t.shell.network.minato : t.shell.network.other(mode.chain_id)
  return { word, hint: t.shell.network.otherHint(mode.chain_id) }
}

/**
 * What a key press asks for, chords included.
 * @param pending 'g' when the press before was g   @param key the key pressed
 * @returns a path to go to, 'chord' to wait for the second key, or null. Errors: none.
 */
export function keyTarget(pending: 'g' | null, key: string, maySubmit: boolean): string | null {
  if (pending === 'g') return navItems.find((item) => item.key === key)?.to ?? null
  if (key === 'g') return 'chord'
  return key === 'n' && maySubmit ? '/invoices/new' : null
}
