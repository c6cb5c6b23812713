import type { paths } from './generated/schema.d.ts'

/** The JSON of one answer, taken from the generated OpenAPI types: the web app has no hand-written shapes. */
type Json<R> = R extends { content: { 'application/json': infer B } } ? B : never

type Get<P extends keyof paths> = paths[P] extends { get: { responses: { 200: infer R } } } ? Json<R> : never

export type Dashboard = Get<'/api/dashboard'>
export type LogLine = Get<'/api/dashboard/logs'>[number]
export type InvoiceDetail = Get<'/api/invoices/{id}'>
export type InvoiceSummary = Get<'/api/invoices'>['data'][number]
export type InvoiceFields = InvoiceDetail['fields']
export type DecisionView = NonNullable<InvoiceDetail['decision']>
export type TraceLine = DecisionView['trace'][number]
export type Approval = Get<'/api/approvals'>['data'][number]
export type TransactionSummary = Get<'/api/transactions'>['data'][number]
export type TransactionDetail = Get<'/api/transactions/{id}'>
export type Vendor = Get<'/api/vendors/{id}'>
export type VendorSummary = Get<'/api/vendors'>['data'][number]
export type Member = Get<'/users'>['data'][number]

type Post<P extends keyof paths, S extends 200 | 201 | 202> = paths[P] extends {
  post: { responses: { [K in S]: infer R } }
}
  ? Json<R>
  : never

export type LimitAnswer = Post<'/api/settings/limit', 200> | Post<'/api/settings/limit', 202>
