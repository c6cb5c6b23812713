import { nextTick } from 'vue'
import { createRouter, createWebHistory } from 'vue-router'
import { focusHeading } from './a11y/focus-heading.ts'
import { sessionQuery } from './api/queries.ts'
import { queryClient } from './api/query-client.ts'
import { t } from './i18n/t.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Shown without the shell, to people who are not signed in. */
    readonly bare?: boolean
    readonly title: string
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  routes: [
    {
      path: '/sign-in',
      name: 'sign-in',
      meta: { bare: true, title: t.session.title },
      component: () => import('./features/session/SessionPage.vue'),
    },
    {
      path: '/',
      name: 'home',
      meta: { title: t.home.title },
      component: () => import('./features/home/HomePage.vue'),
    },
    {
      path: '/invoices',
      name: 'invoices',
      meta: { title: t.invoices.title },
      component: () => import('./features/invoices/InvoicesPage.vue'),
    },
    {
      path: '/invoices/new',
      name: 'invoice-new',
      meta: { title: t.invoices.add.title },
      component: () => import('./features/invoices/InvoiceNewPage.vue'),
    },
    {
      path: '/invoices/:id',
      name: 'invoice',
      props: true,
      meta: { title: t.payments.invoice },
      component: () => import('./features/invoices/InvoicePage.vue'),
    },
    {
      path: '/approvals',
      name: 'approvals',
      meta: { title: t.approvals.title },
      component: () => import('./features/approvals/ApprovalsPage.vue'),
    },
    {
      path: '/payments',
      name: 'payments',
      meta: { title: t.payments.title },
      component: () => import('./features/payments/PaymentsPage.vue'),
    },
    {
      path: '/payments/:id',
      name: 'payment',
      props: true,
      meta: { title: t.payments.title },
      component: () => import('./features/payments/PaymentPage.vue'),
    },
    {
      path: '/vendors',
      name: 'vendors',
      meta: { title: t.vendors.title },
      component: () => import('./features/vendors/VendorsPage.vue'),
    },
    {
      path: '/vendors/:id',
      name: 'vendor',
      props: true,
      meta: { title: t.vendors.title },
      component: () => import('./features/vendors/VendorPage.vue'),
    },
    { path: '/settings', redirect: '/settings/paying' },
    {
      path: '/settings/:section(paying|members|treasury)',
      name: 'settings',
      props: true,
      meta: { title: t.settings.title },
      component: () => import('./features/settings/SettingsPage.vue'),
    },
    {
      path: '/:rest(.*)*',
      name: 'not-found',
      meta: { title: t.shell.notFoundTitle },
      component: () => import('./features/shell/NotFoundPage.vue'),
    },
  ],
})

router.beforeEach(async (to) => {
  const session = await queryClient.ensureQueryData(sessionQuery).catch(() => null)
  if (session === null && to.meta.bare !== true)
    return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (session !== null && to.name === 'sign-in') return { name: 'home' }
  return true
})

router.afterEach((to, from) => {
  document.title = `${to.meta.title} · ${t.common.productName}`
  if (from.matched.length > 0 && to.path !== from.path) void nextTick(focusHeading)
})
