/**
 * What drives a terminal instead of showing on it: C0, DEL, C1, and the marks that turn or hide text. Invoices hold
 * what strangers wrote, and a vendor's name must not be able to rewrite the line it stands in.
 */
const driving =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/**
 * A text that is safe on one line of a terminal.
 * @param text from anywhere   @returns the same with a visible stand-in for everything that is not shown
 * Errors: none (total). Source: SECURITY.md "log injection".
 */
export function printable(text: string): string {
  return text
    .replace(/\r\n|[\n\r\t]/g, ' ')
    .toWellFormed()
    .replace(driving, '\ufffd')
}

/**
 * Valid JSON on one line, every digit as it came. Line ends stand only between its parts, never inside a string; the
 * rest that drives a terminal stands only inside strings, where an escape means the same.
 * @param json valid JSON   @returns the same value as one line
 * Errors: none (total).
 */
export function oneLine(json: string): string {
  return json
    .trim()
    .replace(/[\r\n\t]+/g, ' ')
    .replace(driving, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
