/** One record of a CSV file (RFC 4180), line end included. */
export function csvRecord(values: (string | null)[]): string {
  return `${values.map((value) => quote(value ?? '')).join(',')}\r\n`
}

/**
 * A spreadsheet would run what begins like a formula; an apostrophe before it makes it a text
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function quote(value: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : value
  return `"${harmless.replaceAll('"', '""')}"`
}
