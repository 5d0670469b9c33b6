/** PostgreSQL text takes neither NUL nor lone surrogates; a line takes no line breaks. */

/** Text as it may be stored: well-formed, without NUL. */
export function cleanText(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.includes("\0") ? formed.replaceAll("\0", "") : formed;
}

/** The same for names, subjects and addresses: control characters become spaces, so that they cannot break a header. */
export function cleanLine(text: string): string {
  const clean = cleanText(text);
  return clean.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** Without the line feeds at its end. A pattern for them (`\n+$`) would be tried again at each line feed before. */
export function trimLineEnds(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x0a) end--;
  return text.slice(0, end);
}
