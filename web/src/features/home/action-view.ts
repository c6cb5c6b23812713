import type { Dashboard } from '../../api/types.ts'
import { formatMoney } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'

export type ActionItem = {
  readonly key: string
  readonly severity: Dashboard['alerts'][number]['severity']
  readonly text: string
  readonly to: string
}

const placeByWord: readonly (readonly [RegExp, string])[] = [
  [/runway/i, '/'],
  [/approval/i, '/approvals'],
  [/pause|switch/i, '/settings/paying'],
  [/fail|block|stuck|payment/i, '/payments'],
  [/vendor|wallet_change/i, '/vendors'],
  [/gas|balance|chain|rpc/i, '/settings/treasury'],
]

/**
 * What a person should look at, the worst first; empty when there is nothing.
 * @param dashboard of the API: its alerts, the waiting approvals and the switch. Errors: none.
 */
export function actionItems(dashboard: Dashboard): readonly ActionItem[] {
  const order = { critical: 0, warning: 1, info: 2 }
  // These two are said from the figures below: the alert would say them twice.
  const alerts = dashboard.alerts.filter(
    (alert) => !/pending_approval|approvals?_pending|paused/i.test(alert.code),
  )
  const items: ActionItem[] = alerts.map((alert, index) => ({
    key: `${alert.code}-${index}`,
    severity: alert.severity,
    text: alert.text,
    to: placeByWord.find(([pattern]) => pattern.test(alert.code))?.[1] ?? '/payments',
  }))
  if (dashboard.paused_reason !== null) {
    items.push({
      key: 'paused',
      severity: 'warning',
      text: t.home.actionPaused(dashboard.paused_reason),
      to: '/settings/paying',
    })
  }
  if (dashboard.pending_approvals > 0) {
    const sum = formatMoney(dashboard.pending_approvals_amount, dashboard.currency)
    items.push({
      key: 'approvals',
      severity: 'info',
      text: t.home.actionApprovals(dashboard.pending_approvals, sum),
      to: '/approvals',
    })
  }
  return items.sort((a, b) => order[a.severity] - order[b.severity])
}
