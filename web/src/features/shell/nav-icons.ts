import { ArrowLeftRight, Building2, CircleCheckBig, House, Inbox, Settings } from '@lucide/vue'

export const navIcons = {
  home: House,
  invoices: Inbox,
  approvals: CircleCheckBig,
  payments: ArrowLeftRight,
  vendors: Building2,
  settings: Settings,
} as const
