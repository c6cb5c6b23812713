import { labelFinder } from './find-labels.ts'

/**
 * What a labelled amount is. The first four are totals, best first: what is asked for, the final total,
 * a total including tax, a bare "total". `amount` is used only when no total is printed.
 */
export type AmountKind = 'due' | 'grand' | 'gross' | 'sum' | 'amount' | 'net' | 'tax' | 'prepaid' | 'other'

/** Labels in English, German, French, Spanish; some Italian and Dutch. */
export const findAmountLabels = labelFinder<AmountKind>({
  due: `amount due, total due, total amount due, balance due, total balance due, amount payable, total payable, payable amount,
    amount to pay, total to pay, to pay, please pay, pay this amount, outstanding amount, outstanding balance, amount outstanding,
    balance outstanding, total outstanding, net payable, due amount, sum due, invoice amount due, payment due, amount owed, total owed, remaining balance,
    amount due for payment, net amount payable, please remit, total now due, balance payable, amount now due, now due,
    zahlbetrag, zu zahlen, zu zahlender betrag, zahlbarer betrag, offener betrag, falliger betrag, faelliger betrag, noch zu zahlen, restbetrag,
    uberweisungsbetrag, ueberweisungsbetrag, zu uberweisen, zu uberweisender betrag, zu zahlender gesamtbetrag, offener rechnungsbetrag, falliger zahlbetrag, zahlbetrag brutto, betrag fallig, forderungsbetrag,
    montant a payer, net a payer, reste a payer, solde a payer, montant du, total a payer, total du, somme due, a payer, montant net a payer, net a payer ttc, total ttc a payer, solde du, reste du, montant total a payer, montant total du, a regler, net a regler, montant a regler,
    total a pagar, importe a pagar, importe debido, saldo pendiente, a pagar, importe pendiente, liquido a pagar, importe total a pagar, monto a pagar, saldo a pagar, total adeudado, importe adeudado,
    totale da pagare, importo da pagare, netto a pagare, te betalen, te betalen bedrag, openstaand bedrag`,
  grand: `grand total, invoice total, final total, total invoice amount, invoice amount, total invoice, bill total, total bill, order total,
    gesamtbetrag, gesamtsumme, endbetrag, endsumme, rechnungsbetrag, rechnungssumme, gesamtbetrag brutto, rechnungsbetrag brutto, gesamtsumme brutto, gesamtbetrag inkl mwst,
    rechnungsendbetrag, gesamt rechnungsbetrag, gesamtrechnungsbetrag, summe rechnungsbetrag, gesamtbetrag der rechnung,
    total general, total facture, montant de la facture, total de la facture, total net ttc, total factura, importe de la factura, total de la factura, importe total factura,
    totale fattura, totale documento, factuurbedrag, totaalbedrag`,
  gross: `total amount, gross amount, gross total, total gross, gross, total incl vat, total including vat, total inc vat, total incl tax, total including tax, total inc gst, total incl gst, total with tax, total with vat, amount incl vat, amount including vat, total vat included, total vat inclusive,
    total incl. vat, total inc. vat, total incl. tax, total (incl. vat), total (inc. vat), total (incl vat), total (inc vat), total (including vat), total (incl. tax), total (inc. gst), total (gross),
    bruttobetrag, gesamt brutto, summe brutto, brutto, bruttosumme, brutto summe, gesamtpreis, gesamt inkl mwst, gesamt inkl. mwst, gesamt inkl. mwst., summe inkl. mwst., gesamtbetrag inkl. mwst., gesamtbetrag inkl. ust., betrag brutto, brutto gesamt, gesamtbetrag (brutto), bruttowert,
    total ttc, montant ttc, total t.t.c., montant total, montant total ttc, total toutes taxes comprises, prix ttc, total (ttc),
    importe total, total con iva, total iva incluido, importe total con iva, total (iva incluido), monto total, importe bruto, total bruto, totale ivato, totaal incl btw, totaal incl. btw`,
  sum: `total, summe, gesamt, suma, totaal, totale, total price, total cost, total charges, total sum, overall total, somme`,
  amount: `amount, price, betrag, preis, montant, prix, importe, monto, precio, invoice value, value, fee, charge, cost, kosten, honorar, honoraires, honorarios`,
  net: `subtotal, sub total, net amount, net total, total net, net, total excl vat, total excluding vat, total ex vat, total before tax, total excl tax, amount excl vat, total (excl. vat), total (ex. vat), total excl. vat, total (net), total ex. vat, taxable amount, net value, line total, lines total, items total,
    nettobetrag, netto, nettosumme, netto summe, zwischensumme, summe netto, gesamt netto, gesamtbetrag netto, warenwert, betrag netto, netto gesamt, summe positionen, positionssumme, netto betrag, rechnungsbetrag netto, gesamtbetrag (netto), rechnungsbetrag ohne ust., gesamtbetrag ohne umsatzsteuer, gesamtsumme netto, nettowert,
    total ht, montant ht, total h.t., sous total, sous total ht, total hors taxes, total hors taxe, montant hors taxes, total net ht, prix ht, base ht, total (ht),
    base imponible, importe neto, total neto, total sin iva, subtotal sin iva, neto, imponibile, totaal excl btw, totaal excl. btw, subtotaal`,
  tax: `vat, tax, sales tax, gst, hst, pst, vat amount, tax amount, total vat, total tax, tax total, vat total, plus vat, value added tax,
    mwst, mwst., ust, ust., umsatzsteuer, mehrwertsteuer, steuerbetrag, zzgl. mwst., zzgl. mwst, zzgl mwst, zzgl. ust., mwst betrag, umsatzsteuerbetrag, steuer, gesamt steuer, zzgl. umsatzsteuer, steuerbetrag gesamt, summe steuer, steuergesamtbetrag, gesamtbetrag der umsatzsteuer, summe umsatzsteuer, summe mwst., gesamtsumme umsatzsteuer,
    tva, t.v.a., total tva, montant tva, montant de la tva, taxe, taxes, iva, i.v.a., total iva, cuota iva, importe iva, cuota, impuesto, impuestos, igic, btw`,
  prepaid: `prepaid, prepaid amount, deposit paid, deposit, amount paid, less paid, paid to date, already paid, advance payment, payments received, payment received, less deposit, paid, payments, less payments, total paid, amount received, credits applied, part payment, down payment, retainer applied,
    anzahlung, bereits gezahlt, bereits bezahlt, vorauszahlung, gezahlt, gezahlter betrag, abzgl. anzahlung, abzgl anzahlung, abzuglich anzahlung, erhaltene anzahlung, bereits gezahlter betrag, abschlagszahlung, abzgl. abschlagszahlung, anzahlungsbetrag, vorausbezahlt, erhaltene zahlungen,
    acompte, acompte verse, deja paye, deja regle, montant deja paye, moins acompte, avance, montant paye, acomptes, anticipo, pagado, ya pagado, importe pagado, menos anticipo, pago a cuenta, entrega a cuenta`,
  other: `total hours, total quantity, total qty, total items, total weight, total units, total discount, discount, total savings, total days, total pages, total time, total volume, total number, total distance, total points, total shipping, total lines, total kwh,
    shipping, handling, freight, delivery, postage, unit price, hourly rate, rate, late fee, credit limit, previous balance, previous total, last invoice, opening balance, closing balance, minimum payment, minimum amount,
    rabatt, skonto, versand, versandkosten, einzelpreis, stundensatz, gesamtgewicht, gesamtmenge, summe stunden, mahngebuhr, gutschriftbetrag, total articles, nombre total, remise, frais de port, livraison, prix unitaire, escompte,
    descuento, envio, precio unitario, gastos de envio, total horas, total unidades, capital social, share capital, stammkapital, au capital de, capital`,
})
