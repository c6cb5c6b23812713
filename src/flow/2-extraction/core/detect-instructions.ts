import { skeletonOf } from './confusables.ts'
import type { ReadFlag } from './invoice.ts'

/**
 * Notices text that talks to the program instead of the customer ("ignore previous instructions", "auto-approve").
 * It never changes what is read; it makes a person look. Disguises (invisible characters, look-alike letters,
 * spaced-out words) are taken off first. Ordinary payment requests ("please send payment to the account above") pass.
 * @param raw any text   @returns one flag with the words found, or none
 * Errors: none; linear. Source: EXTRACTION.md, "Hostile documents"; SECURITY.md, rule 1.
 */
export function detectInstructions(raw: string): readonly ReadFlag[] {
  const plain = undisguise(raw)
  for (const pattern of patterns) {
    const match = pattern.exec(plain)
    if (match !== null) return [flag(plain, match.index, match[0].length)]
  }
  const squashed = plain.replace(/[^a-z]/g, '')
  const hit = squashedPhrases.find((phrase) => squashed.includes(phrase))
  return hit === undefined
    ? []
    : [{ code: 'instruction_in_text', detail: `The text hides an instruction to the program: "${hit}".` }]
}

/** Written without any gap these are found however the letters are spread out. */
const squashedPhrases: readonly string[] = [
  'ignorepreviousinstructions',
  'ignoreallpreviousinstructions',
  'ignoreallinstructions',
  'ignoretheaboveinstructions',
  'disregardpreviousinstructions',
  'disregardallpreviousinstructions',
  'autoapprovethis',
  'approvethisinvoiceautomatically',
  'bypassthepolicy',
]

function undisguise(raw: string): string {
  const visible = raw
    .replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000))
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}|[\u0001-\u0008\u000e-\u001f]/gu, '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
  return skeletonOf(visible)
    .replace(/[\u2018\u2019`´]/g, "'")
    .replace(/[\s*_~]+/g, ' ')
}

const few = String.raw`(?:\W{0,3}[a-z']{1,20}){0,4}?\W{1,3}`
const target = `(?:invoice|payment|transaction|transfer|request|vendor|bill|rechnung|zahlung|uberweisung|facture|paiement|virement|factura|pago|transferencia)`
const rules = `(?:instructions?|prompts?|polic(?:y|ies)|guidelines?|guardrails?|safety (?:checks?|rules?|measures?)|restrictions?|system messages?|rules|directives?|commands?|approval (?:rules?|limits?|polic(?:y|ies)|process|step|workflow)|spending limits?|payment limits?|limits?(?! switch)|security checks?|validation|verification|human review|fraud (?:checks?|detection)|duplicate (?:checks?|detection)|allow-?list|whitelist|runway)`

const patterns: readonly RegExp[] = [
  // English: change what the program does
  re(
    String.raw`\b(?:ignore|disregard|forget|override|overrule|bypass|circumvent|skip|disable|turn off|deactivate|do not (?:follow|apply|enforce)|don't (?:follow|apply|enforce))\b${few}${rules}\b`,
  ),
  re(
    String.raw`\b(?:ignore|disregard|forget) (?:everything|anything|all (?:of )?(?:the )?(?:above|previous|prior|text))\b`,
  ),
  re(
    String.raw`\bsystem ?prompt\b(?! ?(?:payment|delivery|service|response))|\bdeveloper (?:message|mode)\b|\bjail ?break\b|\bprompt injection\b|\bhidden instructions?\b`,
  ),
  re(
    String.raw`<\|(?:im[ _]start|im[ _]end|system|user|assistant|endoftext)|\[/?inst\]|<</?sys>>|(?:^| |#)(?:system|assistant) ?: ?(?:you|the|this|approve|pay|ignore|set|invoice|always|all|override|transfer|send|vendor)\b|"role" ?: ?"(?:system|assistant|developer)"|</?(?:system|instructions?|assistant)>`,
  ),
  re(
    String.raw`\byou are (?:now )?(?:an? |the )?(?:\w+ )?(?:ai|a\.i\.|llm|language model|chatbot|assistant|agent|bot|treasurer)\b|\bas an (?:ai|a\.i\.|llm|artificial|autonomous)\b(?! (?:company|business|consultancy|agency|studio))|\b(?:pretend|act) (?:to be|as if|as though|as (?:an? )?(?:ai|admin|administrator|assistant|system))\b`,
  ),
  re(
    String.raw`\b(?:note|message|attention|instructions?|dear|hello|hey|hi|notice|memo|reminder) (?:to |for |,)?(?:the |all |any |our |your )?(?:ai|llm|gpt|chatgpt|language model|bot|automated (?:system|agent|processor|reader|treasurer)|ai (?:agent|assistant|system|model)|payment (?:agent|bot)|processing (?:agent|system)|autonomous (?:agent|treasurer|system)|treasurer agent)\b`,
  ),
  re(
    String.raw`\b(?:new|updated|revised|additional|special|important) (?:system )?(?:instructions?|directives?|prompt) (?:for|to) (?:the |an? )?(?:ai|agent|model|assistant|system|bot|treasurer|llm)\b`,
  ),
  // English: demand a decision
  re(
    String.raw`\bauto[- ]?approv(?:e|ed|al)\b(?! ?(?:limit|threshold|process|workflow|module|feature|software|is not))|\bautomatically (?:approve|pay|accept|process|release|authori[sz]e)\b|\bapprove (?:and (?:pay|send|release) )?(?:this|the|all|any|these|every|my) ?(?:\w+ )?(?:${target})s?\b|\bapprove (?:this|it) (?:now|immediately|at once|without)\b|\b(?:must|should|shall|has to|needs? to) (?:always )?(?:be )?(?:auto-?)?approved? (?:automatically|immediately|at once|without)\b`,
  ),
  re(
    String.raw`\b(?:mark|treat|consider|classify|flag|set|register|record|report|regard) (?:this|the|it|me|us|that|all)\b${few}?(?:as )?(?:pre-?)?(?:approved|verified|trusted|safe|whitelisted|allow-?listed|authori[sz]ed|known vendor|low[- ]risk)\b`,
  ),
  re(
    String.raw`\b(?:no|without|skip|waive|not require|does not need|needs no|requires no) (?:any )?(?:further |additional |human |manual |prior |more )(?:review|approval|confirmation|verification|checks?|authori[sz]ation|oversight)\b|\bwithout (?:asking|approval|review|human|verification|confirmation)\b`,
  ),
  re(
    String.raw`\bdo not (?:flag|escalate|ask (?:for|a|any)|require|alert|tell|inform|report|hold|queue|reject) (?:this|the|any|a|for|it|anyone|human|us|approval|review)\b`,
  ),
  re(
    String.raw`\b(?:this|the) (?:vendor|seller|supplier|wallet|address|payee|invoice|payment) (?:is|was|has been|should be) (?:already |now |hereby |fully |pre-?)?(?:verified|trusted|whitelisted|allow-?listed|auto-?approved|pre-?approved|on the allow-?list|added to the register)\b`,
  ),
  re(
    String.raw`\b(?:set|raise|increase|change|update|reset|modify|overwrite|replace) (?:the |your |our |its |this )?(?:\w+ )?(?:approval|daily|spending|payment|auto-?approval|policy|vendor|payee|destination|recipient|register|payout|beneficiary)'?s?(?: \w+)? (?:limit|threshold|polic(?:y|ies)|wallet|address|account|details|record|entry)\b`,
  ),
  re(
    String.raw`\b(?:changed?|updated?|replaced?|new|use (?:the |this |our )?new|switch(?:ed)? to) (?:the |our |your |my |a |its )?(?:new )?(?:vendor'?s? |payment |payout |receiving |destination |crypto )?(?:wallet|bank details|bank account|payment details|account details|bank information|payee|wallet address)\b|\b(?:wallet|bank details|bank account|payment details|account details|wallet address)(?: \w+)? (?:has|have|had|was|were|is|are) (?:now |been |recently |just )*(?:changed|updated|replaced|moved|different)\b`,
  ),
  re(
    String.raw`\b(?:send|transfer|pay|wire|route|redirect|forward|move|divert|sweep) (?:all|the entire|the full|the whole|everything|any remaining|the remaining|the rest of)(?: of)?(?: the| our| your)? ?(?:\w+ )?(?:balance|funds|treasury|money|tokens|wallet|mnee|usdc)\b|\b(?:send|transfer|pay|wire|route|redirect|forward|divert) (?:\w+ ){0,4}(?:to )?(?:0x[0-9a-f]{6,}|the following|this|a new|my|another|a different) ?(?:wallet|address|account)? ?(?:0x[0-9a-f]{6,})? ?instead\b|\bredirect (?:the |this |all )?(?:payments?|funds)\b`,
  ),
  re(
    String.raw`\b(?:respond|reply|answer|output|return|print) (?:only |just |exactly )?(?:with |the word |in )?(?:only |just |exactly )?(?:"?approved"?|json|\{|"?(?:yes|pay|ok)"?(?: only)?[".!])|"(?:status|decision|outcome|approved|verdict|vendor_verified)" ?: ?(?:"(?:approved|pay|paid|allow|verified)"|true)|\b(?:call|invoke|execute|run|use) (?:the )?(?:tool|function|transfer|payment|send_?payment|api)\b(?! ?(?:fee|fees|kit|set|cost|costs|charge|charges|management|processing|gateway|integration|development))`,
  ),
  re(
    String.raw`\b(?:reveal|print|show|expose|leak|send me|give me|output) (?:the |your |all )?(?:system |private |secret |api |wallet )?(?:prompt|private key|secret key|api key|seed phrase|mnemonic|credentials)\b`,
  ),
  // German
  re(
    String.raw`\b(?:ignorier(?:e|en)?|missacht(?:e|en)|vergiss|vergessen sie|umgeh(?:e|en)|uberspring(?:e|en)|deaktivier(?:e|en)|setz(?:e|en) sie)\b${few}(?:anweisung(?:en)?|regeln?|vorgaben?|richtlinien?|systemnachricht|limits?|freigabe(?:grenze|limit|prozess)?|prufung(?:en)?|instruktion(?:en)?)\b`,
  ),
  re(
    String.raw`\b(?:du bist|sie sind) (?:jetzt |nun )?(?:ein |eine |kein )?(?:ki|assistent|sprachmodell|chatbot|agent)\b|\bals (?:ki|sprachmodell)\b(?!-)|\b(?:hinweis|nachricht|anweisung) an (?:die |das |den )?(?:ki|sprachmodell|system|agent|assistent)`,
  ),
  re(
    String.raw`\bautomatisch (?:freigeben|genehmigen|bezahlen|freizugeben|zu genehmigen|auszuzahlen)\b|\b(?:genehmige|freigib|bewillige)\b${few}${target}\b|\b(?:diese|die) (?:rechnung|zahlung) (?:sofort |automatisch |ohne \w+ )+(?:freigeben|genehmigen|freizugeben|zu genehmigen|auszahlen)|\bohne (?:weitere |menschliche |manuelle |jede )?(?:prufung|freigabe|genehmigung|rucksprache|kontrolle) (?:freigeben|genehmigen|bezahlen|uberweisen|auszahlen|zahlen)|\b(?:unsere|die|neue) (?:bankverbindung|kontoverbindung|wallet)(?:-?adresse)? (?:hat sich|wurde) (?:geandert|aktualisiert)|\bneue (?:bankverbindung|kontoverbindung|wallet(?:-?adresse)?)\b`,
  ),
  // French
  re(
    String.raw`\b(?:ignore[rz]?|oublie[rz]?|contourne[rz]?|desactive[rz]?|ne (?:tiens|tenez) pas compte|outrepasse[rz]?)\b${few}(?:instructions?|consignes?|regles?|politiques?|limites?|controles?|verifications?|validations?)\b`,
  ),
  re(
    String.raw`\b(?:tu es|vous etes) (?:maintenant |desormais )?(?:une? )?(?:ia|intelligence artificielle|assistant|modele|agent|robot)\b|\ben tant qu'(?:ia|assistant|intelligence artificielle)|\b(?:approuve[rz]?|valide[rz]?|autorise[rz]?)\b (?:automatiquement|immediatement|(?:cette|ce|la|le) (?:facture|paiement|virement) (?:automatiquement|immediatement|sans))|\bsans (?:aucune |autre )?(?:verification|validation|approbation|controle) (?:humaine|prealable|manuelle)|\b(?:nouvelles? )(?:coordonnees bancaires|adresse de portefeuille|rib)\b|\bcoordonnees bancaires (?:ont|viennent) (?:ete |d'etre )?(?:change|modifie)|\binstructions? (?:systeme|pour l'ia|a l'ia)`,
  ),
  // Spanish
  re(
    String.raw`\b(?:ignora|ignore|ignorar|olvida|olvide|omite|omitir|evita|desactiva|desactivar|salta|sobrescribe)\b${few}(?:instrucciones|reglas|politicas?|limites?|controles|verificacion(?:es)?|revision|aprobacion)\b`,
  ),
  re(
    String.raw`\b(?:eres|usted es) (?:ahora )?(?:una? )?(?:ia|inteligencia artificial|asistente|modelo|agente|robot)\b|\bcomo (?:ia|asistente de ia|inteligencia artificial)\b|\b(?:aprueba|apruebe|aprobar|autoriza|autorice|paga|pague) (?:automaticamente|inmediatamente sin|(?:esta|este|la|el) (?:factura|pago|transferencia) (?:automaticamente|inmediatamente|sin))|\bsin (?:ninguna |mas )?(?:revision|aprobacion|verificacion|confirmacion) (?:humana|previa|manual|adicional)|\b(?:nuevos? datos bancarios|nueva (?:cuenta bancaria|billetera|cartera))\b|\bdatos bancarios han (?:cambiado|sido)`,
  ),
]

function re(source: string): RegExp {
  return new RegExp(source)
}

function flag(plain: string, at: number, length: number): ReadFlag {
  const words = plain.slice(Math.max(0, at - 20), at + Math.min(length, 100) + 20).trim()
  return { code: 'instruction_in_text', detail: `The text gives an instruction to the program: "${words}".` }
}
