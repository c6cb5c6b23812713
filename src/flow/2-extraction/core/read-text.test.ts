import { describe, expect, test } from 'vitest'
import type { InvoiceFields } from './invoice.ts'
import { readText } from './read-text.ts'

type Expected = { readonly [name in keyof InvoiceFields]?: unknown } & { readonly flags?: readonly string[] }
type Case = readonly [text: string, expected: Expected]

/** Values of the fields asked for, and the flag codes; a null means "must not be read". */
function outcome(text: string, expected: Expected): Record<string, unknown> {
  const reading = readText(text)
  const entries = Object.entries(reading.fields).filter(([name]) => name in expected)
  const values = entries.map(([name, claim]): [string, unknown] => [
    name,
    claim === null ? null : claim.value,
  ])
  const named: Record<string, unknown> = Object.fromEntries(values)
  return { ...named, flags: reading.flags.map(({ code }) => code).toSorted() }
}

function check([text, expected]: Case): void {
  expect(outcome(text, expected)).toEqual({ flags: [], ...expected })
}

const sample = {
  number: 'INV-2024-001',
  seller_name: 'CloudSpace Hosting LLC',
  amount_due: '150.00',
  currency: 'MNEE',
  document_type: 'invoice',
}

describe('pitfall 1: the sample invoice reads completely in every layout', () => {
  test.each<Case>([
    ['INVOICE #INV-2024-001\nVendor: CloudSpace Hosting LLC\nTOTAL DUE: 150.00 MNEE', sample],
    [
      'INVOICE #INV-2024-001\nFrom: CloudSpace Hosting LLC\nTo: Acme Corp\n\nTOTAL DUE: 150.00 MNEE',
      { ...sample, buyer_name: 'Acme Corp' },
    ],
    ['INVOICE #INV-2024-001\nCloudSpace Hosting LLC\n123 Cloud Way\n\nTOTAL DUE: 150.00 MNEE', sample],
    [
      'CloudSpace Hosting LLC\n123 Cloud Way, Austin TX\n\nINVOICE #INV-2024-001\nDate: 2024-12-01\n\nTOTAL DUE: 150.00 MNEE',
      { ...sample, issue_date: '2024-12-01' },
    ],
    ['INVOICE #INV-2024-001\nVendor:\n  CloudSpace Hosting LLC\nTOTAL DUE:\n  150.00 MNEE', sample],
    ['INVOICE #INV-2024-001 Vendor: CloudSpace Hosting LLC TOTAL DUE: 150.00 MNEE', sample],
    [
      'CloudSpace Hosting LLC          INVOICE #INV-2024-001\nBill To: Acme Corp\nTOTAL DUE: 150.00 MNEE',
      { ...sample, buyer_name: 'Acme Corp' },
    ],
    ['INVOICE #INV-2024-001\r\nVendor: CloudSpace Hosting LLC\r\nTOTAL DUE: 150.00 MNEE\r\n', sample],
    [
      'INVOICE #INV-2024-001\n\nFrom: CloudSpace Hosting LLC\nBill To: Our Company\nDate: January 15, 2024\nDue Date: February 15, 2024\n\nDescription              Qty   Price    Amount\nCloud hosting (monthly)  1     100.00   100.00\nBackup storage           2     25.00    50.00\n\nSubtotal: 150.00 MNEE\nTax: 0.00 MNEE\nTOTAL DUE: 150.00 MNEE\n\nPayment terms: Net 30',
      {
        ...sample,
        buyer_name: 'Our Company',
        issue_date: '2024-01-15',
        due_date: '2024-02-15',
        net: '150.00',
        tax: '0.00',
        payment_terms: 'Net 30',
      },
    ],
    ['Invoice Number: INV-2024-001\nSupplier: CloudSpace Hosting LLC\nAmount due (MNEE): 150.00', sample],
    ['INVOICE\n#INV-2024-001\nBilled by: CloudSpace Hosting LLC\nTotal due    MNEE 150.00', sample],
    ['| INVOICE #INV-2024-001 |\n| Vendor: CloudSpace Hosting LLC |\n| TOTAL DUE: 150.00 MNEE |', sample],
  ])('%j', (...row) => check(row))
})

describe('changed spacing', () => {
  test.each<Case>([
    [
      'Invoice 5\nVendor:  CloudSpace  Hosting   LLC\nTotal due: 5.00 MNEE',
      { seller_name: 'CloudSpace Hosting LLC' },
    ],
    [
      'Invoice 5\nVendor: Alpha Works LLC   Beta Corp.\nTotal due: 5.00 MNEE',
      { seller_name: 'Alpha Works LLC' },
    ],
    [
      'Invoice   5\n\n\nVendor :   Acme Ltd\n\nTOTAL   DUE :   5.00   MNEE',
      { number: '5', seller_name: 'Acme Ltd', amount_due: '5.00', currency: 'MNEE' },
    ],
  ])('%j', (...row) => check(row))
})

describe('one line', () => {
  test.each<Case>([
    [
      'Please update Q4 set of licences, 45.00 MNEE',
      { amount_due: '45.00', currency: 'MNEE', seller_name: null, number: null },
    ],
    [
      'Invoice #7 from Acme GmbH for 42.00 MNEE due 2026-12-01',
      {
        number: '7',
        seller_name: 'Acme GmbH',
        amount_due: '42.00',
        currency: 'MNEE',
        due_date: '2026-12-01',
      },
    ],
    [
      'Invoice 88 from Bright Ideas Studio for 1,250.00 USD',
      { number: '88', seller_name: 'Bright Ideas Studio', amount_due: '1250.00', currency: 'USD' },
    ],
    [
      'Please pay Northwind Traders Ltd 19.99 USDC for invoice NW-55',
      { number: 'NW-55', seller_name: 'Northwind Traders Ltd', amount_due: '19.99', currency: 'USDC' },
    ],
    [
      'Vendor: Acme Hosting, Total due: 42.00 MNEE, Invoice: 7',
      { seller_name: 'Acme Hosting', amount_due: '42.00', number: '7' },
    ],
    [
      'Rechnung 2026-17 von Müller GmbH über 119,00 €',
      { number: '2026-17', seller_name: 'Müller GmbH', amount_due: '119.00', currency: 'EUR' },
    ],
    ['Invoice #1 -- paid', { number: '1', amount_due: null, flags: ['already_paid'] }],
    ['Hello, how are you?', { amount_due: null, seller_name: null, document_type: null }],
    ['We meet at 12:30 on 2026-05-01, room 45', { amount_due: null }],
  ])('%j', (...row) => check(row))
})

describe('English', () => {
  test.each<Case>([
    [
      'Tax Invoice\nInvoice No. 2026/0042\nInvoice date: 3 March 2026\nSeller: Smith, Jones & Co\nNet amount: £100.00\nVAT (20%): £20.00\nTotal: £120.00',
      {
        number: '2026/0042',
        issue_date: '2026-03-03',
        seller_name: 'Smith, Jones & Co',
        net: '100.00',
        tax: '20.00',
        total: '120.00',
        amount_due: '120.00',
        currency: 'GBP',
      },
    ],
    [
      'Invoice number A-9\nVendor: Foo Inc.\nTotal $1,500.00\nAmount paid $500.00\nBalance due $1,000.00',
      {
        number: 'A-9',
        seller_name: 'Foo Inc.',
        total: '1500.00',
        prepaid: '500.00',
        amount_due: '1000.00',
        currency: 'USD',
      },
    ],
    [
      'Invoice 5\nVendor: Foo\nSubtotal 100.00\nShipping 10.00\nGrand Total 110.00 EUR\nThank you',
      { net: '100.00', total: '110.00', amount_due: '110.00', currency: 'EUR' },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal hours: 12.00\nTotal: 600.00 USD',
      { total: '600.00', amount_due: '600.00' },
    ],
    ['Invoice 5\nVendor: Foo\nTotal (3 items): 45.00 USD', { total: '45.00' }],
    [
      'Invoice 5\nVendor: Foo\nSubtotal  Tax  Total due\n100.00  19.00  119.00\nCurrency: USD',
      { net: '100.00', tax: '19.00', amount_due: '119.00', currency: 'USD' },
    ],
    [
      'Invoice 5\nVendor: Foo\nAmount due by 12 May 2026: $150.00',
      { amount_due: '150.00', due_date: '2026-05-12' },
    ],
    [
      'Invoice\nInvoice no: 17    Invoice date: 2026-01-02    Due date: 2026-02-01\nFrom: A Ltd    To: B Ltd\nTotal: 5.00 USD',
      {
        number: '17',
        issue_date: '2026-01-02',
        due_date: '2026-02-01',
        seller_name: 'A Ltd',
        buyer_name: 'B Ltd',
      },
    ],
    [
      'From:                 Bill to:\nAlpha Works LLC       Beta Corp.\nInvoice #12\nTotal due: 9.00 MNEE',
      { seller_name: 'Alpha Works LLC', buyer_name: 'Beta Corp.' },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal due 150.00 MNEE\nPlease send payment to the account above within 14 days.',
      { amount_due: '150.00', payment_terms: 'within 14 days', flags: [] },
    ],
    ['Invoice 5\nVendor: Foo\nTotal due: $5 CAD', { amount_due: '5.00', currency: 'CAD' }],
    ['Invoice 5\nVendor: Foo\nTotal due: 150.00 XYZ', { amount_due: '150.00', currency: null }],
    ['Invoice 5\nVendor: Foo\nTotal due: ¥5000', { amount_due: '5000.00', currency: null }],
    ['Invoice 5\nVendor: Foo\nTotal due: 12,50', { amount_due: '12.50', currency: null }],
    [
      'Invoice 5\nVendor: Foo LLC <billing@foo.example>\nWallet: 0x52908400098527886E0F7030069857D2E4169EE7\nTotal due: 5 MNEE',
      { seller_name: 'Foo LLC', wallet: '0x52908400098527886E0F7030069857D2E4169EE7', amount_due: '5.00' },
    ],
    ['Invoice 5\nVendor: J. Smith\nTotal due: 5.00 MNEE', { seller_name: 'J. Smith' }],
    ['Invoice 5\nVendor: Foo\nTotal due: 1,00,000.00 INR', { amount_due: '100000.00', currency: 'INR' }],
    ['Invoice 5\nVendor: Foo\nDate: 03/04/2026\nTotal due: 5.00 USD', { issue_date: null }],
    [
      'Invoice 5\nVendor: Foo\nDate: 03/04/2026\nDue date: 04/30/2026\nTotal due: 5.00 USD',
      { issue_date: '2026-03-04', due_date: '2026-04-30' },
    ],
    [
      'Invoice 5\nVendor: Foo\nDate: 03/04/2026\nDue date: 30/04/2026\nTotal due: 5.00 USD',
      { issue_date: '2026-04-03', due_date: '2026-04-30' },
    ],
    ['Invoice 5\nVendor: Foo\nDate: 05/05/2026\nTotal due: 5.00 USD', { issue_date: '2026-05-05' }],
    ['Invoice 5\nVendor: Foo\nDate: 2026-02-30\nTotal due: 5.00 USD', { issue_date: null }],
  ])('%j', (...row) => check(row))
})

describe('German', () => {
  test.each<Case>([
    [
      'Rechnung Nr. 2026-118\nLieferant: Müller & Söhne GmbH\nRechnungsdatum: 03.04.2026\nFällig am: 17.04.2026\nZwischensumme: 1.000,00 €\nMwSt. 19 %: 190,00 €\nGesamtbetrag: 1.190,00 €\nIBAN: DE89 3704 0044 0532 0130 00\nUSt-IdNr. DE123456789',
      {
        number: '2026-118',
        seller_name: 'Müller & Söhne GmbH',
        issue_date: '2026-04-03',
        due_date: '2026-04-17',
        net: '1000.00',
        tax: '190.00',
        total: '1190.00',
        amount_due: '1190.00',
        currency: 'EUR',
        ibans: ['DE89370400440532013000'],
        seller_tax_id: 'DE123456789',
      },
    ],
    [
      'Rechnung\nRechnungsnummer: RE-77\nDatum: 1. März 2026\nRechnungssteller: Beispiel AG\nRechnung an: Kunde KG\nZahlbetrag: 99,90 EUR',
      {
        number: 'RE-77',
        issue_date: '2026-03-01',
        seller_name: 'Beispiel AG',
        buyer_name: 'Kunde KG',
        amount_due: '99.90',
      },
    ],
    [
      'Rechnungs-Nr.: 4711\nLieferant: Beispiel AG\nNettobetrag 100,00 EUR\nUmsatzsteuer 19% 19,00 EUR\nRechnungsbetrag 119,00 EUR\nAnzahlung 19,00 EUR\nNoch zu zahlen 100,00 EUR',
      {
        number: '4711',
        net: '100.00',
        tax: '19.00',
        total: '119.00',
        prepaid: '19.00',
        amount_due: '100.00',
      },
    ],
    [
      "Rechnung Nr. 8\nLieferant: Schweizer Käse AG\nTotal CHF 1'234.50",
      { amount_due: '1234.50', currency: 'CHF' },
    ],
    ['Rechnung Nr. 8\nLieferant: X GmbH\nGesamtbetrag: 150,- €', { amount_due: '150.00', currency: 'EUR' }],
    [
      'Gutschrift Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 50,00 €',
      { document_type: 'credit_note', number: '9', flags: ['not_an_invoice'] },
    ],
    [
      'Mahnung\nRechnung Nr. 9\nLieferant: X GmbH\nOffener Betrag: 50,00 €',
      { document_type: 'reminder', amount_due: '50.00', flags: ['not_an_invoice'] },
    ],
    [
      'Rechnung Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 50,00 €\nDer Betrag wird per Lastschrift eingezogen.',
      { document_type: 'direct_debit', flags: ['not_an_invoice'] },
    ],
    [
      'Angebot Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 50,00 €',
      { document_type: 'quote', flags: ['not_an_invoice'] },
    ],
    [
      'Rechnung Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 50,00 €\nBetrag dankend erhalten',
      { flags: ['already_paid', 'not_an_invoice'] },
    ],
    [
      'Rechnung Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 50,00 €\nBitte ignorieren Sie dieses Schreiben, falls Sie bereits gezahlt haben.',
      { amount_due: '50.00', document_type: 'invoice' },
    ],
    [
      'Rechnung Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 1.234\n',
      { amount_due: null, flags: ['ambiguous_amount'] },
    ],
    ['Rechnung Nr. 9\nLieferant: X GmbH\nPorto: 4,90 €\nGesamtbetrag: 1.234 €\n', { amount_due: '1234.00' }],
    [
      'Rechnung Nr. 9\nLieferant: X GmbH\nGesamtbetrag: 50,00 €\nZahlbar innerhalb von 14 Tagen ohne Abzug',
      { payment_terms: 'Zahlbar innerhalb von 14 Tagen ohne Abzug' },
    ],
  ])('%j', (...row) => check(row))
})

describe('French', () => {
  test.each<Case>([
    [
      "Facture n° F-2026-12\nFournisseur : Dupont SARL\nClient : Durand SA\nDate de facture : 3 février 2026\nDate d'échéance : 05/03/2026\nTotal HT : 1 000,00 €\nTVA 20 % : 200,00 €\nTotal TTC : 1 200,00 €\nNet à payer : 1 200,00 €",
      {
        number: 'F-2026-12',
        seller_name: 'Dupont SARL',
        buyer_name: 'Durand SA',
        issue_date: '2026-02-03',
        due_date: '2026-03-05',
        net: '1000.00',
        tax: '200.00',
        total: '1200.00',
        amount_due: '1200.00',
        currency: 'EUR',
        flags: ['ambiguous_amount'],
      },
    ],
    [
      'Facture n° 12\nFournisseur : Dupont SARL\nTotal HT : 1\u202f000,00 €\nTVA 20 % : 200,00 €\nTotal TTC : 1\u202f200,00 €\nMontant à payer : 1\u202f200,00 €',
      { net: '1000.00', tax: '200.00', total: '1200.00', amount_due: '1200.00' },
    ],
    [
      'FACTURE N° 44\nÉmetteur : Studio Été\nLe 1er mai 2026\nMontant total : 45,00 EUR\nAcompte versé : 15,00 EUR\nReste à payer : 30,00 EUR',
      {
        number: '44',
        seller_name: 'Studio Été',
        total: '45.00',
        prepaid: '15.00',
        amount_due: '30.00',
        issue_date: '2026-05-01',
      },
    ],
    [
      "Numéro de facture : 77/B\nVendeur : Café de l'Époque\nTotal TTC 12,50 €",
      { number: '77/B', seller_name: "Café de l'Époque", amount_due: '12.50' },
    ],
    [
      "Facture d'avoir n° 3\nVendeur : Dupont SARL\nTotal TTC 12,50 €",
      { document_type: 'credit_note', flags: ['not_an_invoice'] },
    ],
    [
      'Devis n° 3\nVendeur : Dupont SARL\nTotal TTC 12,50 €',
      { document_type: 'quote', flags: ['not_an_invoice'] },
    ],
    [
      'Facture n° 5\nVendeur : Dupont SARL\nTotal TTC 12,50 €\nPaiement à 30 jours',
      { amount_due: '12.50', document_type: 'invoice' },
    ],
    [
      'Facture e\u0301mise par Dupont SARL\nTotal a\u0300 payer : 12,50 €',
      { seller_name: 'Dupont SARL', amount_due: '12.50' },
    ],
    [
      'Relance\nFacture n° 5\nVendeur : Dupont SARL\nSolde à payer : 12,50 €',
      { document_type: 'reminder', flags: ['not_an_invoice'] },
    ],
  ])('%j', (...row) => check(row))
})

describe('Spanish and others', () => {
  test.each<Case>([
    [
      'Factura n.º 2026-5\nProveedor: García e Hijos S.L.\nCliente: Pérez SA\nFecha: 03/04/2026\nVencimiento: 1 de mayo de 2026\nBase imponible: 1.000,00 €\nIVA 21 %: 210,00 €\nTotal factura: 1.210,00 €\nTotal a pagar: 1.210,00 €',
      {
        number: '2026-5',
        seller_name: 'García e Hijos S.L.',
        buyer_name: 'Pérez SA',
        issue_date: '2026-04-03',
        due_date: '2026-05-01',
        net: '1000.00',
        tax: '210.00',
        total: '1210.00',
        amount_due: '1210.00',
        currency: 'EUR',
      },
    ],
    [
      'FACTURA Nº 12\nEmisor: Taller López\nImporte total: 45,00 EUR',
      { number: '12', seller_name: 'Taller López', amount_due: '45.00' },
    ],
    [
      'Número de factura: A12\nVendedor: Taller López\nImporte a pagar: 45,00 EUR',
      { number: 'A12', amount_due: '45.00' },
    ],
    [
      'Factura rectificativa nº 3\nEmisor: Taller López\nTotal: 45,00 EUR',
      { document_type: 'credit_note', flags: ['not_an_invoice'] },
    ],
    [
      'Recordatorio de pago\nFactura nº 3\nEmisor: Taller López\nTotal a pagar: 45,00 EUR',
      { document_type: 'reminder', flags: ['not_an_invoice'] },
    ],
    [
      'Presupuesto nº 3\nEmisor: Taller López\nTotal: 45,00 EUR',
      { document_type: 'quote', flags: ['not_an_invoice'] },
    ],
    [
      'Invoice ٧٧\nVendor: Nile Trading LLC\nTotal due: ١٬٢٣٤٫٥٦ MNEE',
      { number: '77', amount_due: '1234.56', currency: 'MNEE' },
    ],
    ['Ｉｎｖｏｉｃｅ　＃９\nVendor: Tokyo KK\nTotal due： 45.00 MNEE', { number: '9', amount_due: '45.00' }],
  ])('%j', (...row) => check(row))
})

describe('what nobody should guess', () => {
  test.each<Case>([
    [
      'Invoice 5\nVendor: Foo\nTotal due: 150.00 MNEE\nTotal due: 1500.00 MNEE',
      { amount_due: null, flags: ['several_totals'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal: 150.00 MNEE\nTotal: 15.00 MNEE',
      { amount_due: null, flags: ['several_totals'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal: 150.00 MNEE\nGrand total: 1500.00 MNEE',
      { amount_due: '1500.00', flags: ['several_totals'] },
    ],
    ['Invoice 5\nVendor: Foo\nTotal due: 150.00 MNEE\nTotal due: 150.00 MNEE', { amount_due: '150.00' }],
    [
      'Invoice 5\nVendor: Foo\nTotal due: 150.00 USD / 138.00 EUR',
      { amount_due: null, flags: ['ambiguous_amount'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal: 100.00 USD\nTotal due: 150.00 USD',
      { amount_due: '150.00', flags: ['totals_do_not_add_up'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nNet: 100.00 USD\nVAT: 10.00 USD\nTotal: 120.00 USD',
      { flags: ['totals_do_not_add_up'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal: 100.00 USD\nDeposit paid: 30.00 USD',
      { amount_due: null, flags: ['ambiguous_amount'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal: 100.00 USD\nPaid: 100.00 USD',
      { flags: ['already_paid', 'totals_do_not_add_up'] },
    ],
    ['Invoice 5\nVendor: Foo\nTotal due: 1.5e3 MNEE', { amount_due: null }],
    ['Invoice 5\nVendor: Foo\nTotal due: 2 million MNEE', { amount_due: null, flags: ['ambiguous_amount'] }],
    ['Invoice 5\nVendor: Foo\nTotal due: -45.00 MNEE', { amount_due: '-45.00' }],
    ['Invoice 5\nVendor: Foo\nTotal due: 0.00 MNEE', { amount_due: '0.00' }],
    [
      'Invoice 5\nVendor: Foo\nTotal due: 0.1234567890123456789 MNEE',
      { amount_due: null, flags: ['ambiguous_amount'] },
    ],
    ['Invoice 5\nVendor: Good Ltd\nFrom: Evil Ltd\nTotal due: 5.00 MNEE', { flags: ['several_vendors'] }],
    [
      'Invoice 5\nVendor: Good Ltd\nVendor: Evil Ltd\nTotal due: 5.00 MNEE',
      { seller_name: null, flags: ['several_vendors'] },
    ],
    ['Invoice 5\nInvoice no: 6\nInvoice no: 7\nVendor: Foo\nTotal due: 5.00 MNEE', { number: null }],
    ['Invoice 5\nBill to: Buyer Ltd\nTotal due: 5.00 MNEE', { seller_name: null, buyer_name: 'Buyer Ltd' }],
    [
      'Invoice 5\nVendor: Foo\nIssued: 2026-05-01\nDue date: 2026-04-01\nTotal due: 5.00 MNEE',
      { flags: ['implausible_date'] },
    ],
    [
      'Invoice 5\nVendor: Foo\nTotal due: 5.00 MNEE\n0x52908400098527886E0F7030069857D2E4169EE7\n0x8617E340B3D01FA5F11F306F4090FD50E238070D',
      { flags: ['several_wallets'] },
    ],
    [
      'Pro forma invoice 5\nVendor: Foo\nTotal due: 5.00 MNEE',
      { document_type: 'pro_forma', flags: ['not_an_invoice'] },
    ],
    ['RECEIPT\nVendor: Foo\nTotal: 5.00 MNEE', { document_type: 'receipt', flags: ['not_an_invoice'] }],
    [
      'Statement of account\nVendor: Foo\nBalance due: 5.00 MNEE',
      { document_type: 'statement', flags: ['not_an_invoice'] },
    ],
    [
      'Payment reminder\nInvoice 5\nVendor: Foo\nTotal due: 5.00 MNEE',
      { document_type: 'reminder', flags: ['not_an_invoice'] },
    ],
    ['Invoice 5\nVendor: Foo\nTotal due: 5.00 MNEE\nPAID IN FULL', { flags: ['already_paid'] }],
    [
      'Invoice 5\nVendor: Foo\nTotal due: 5.00 MNEE\nDue on receipt, to be paid',
      { document_type: 'invoice' },
    ],
    [
      'Invoice 5\nVendor: Foo\nDesk 45.00 MNEE\nChair 30.00 MNEE',
      { amount_due: null, flags: ['ambiguous_amount'] },
    ],
  ])('%j', (...row) => check(row))
})
