/** Content lines, which iCalendar (RFC 5545) and vCard (RFC 6350, 2.1) share: `NAME;PARAM=value:value`. */
import { decodeBytes } from "./charset.ts";

export type ContentLine = {
  /** Upper case, without the group before a dot. */
  name: string;
  /** Upper-case names; of a parameter that stands twice, both values with a comma. */
  params: ReadonlyMap<string, string>;
  /** As written: escapes are for whoever knows whether commas separate. */
  value: string;
};

const maxLines = 20_000;
const maxLine = 16_000;
/** Lines of the text that are put together to one: ten times what a folded line of that length has. */
const maxJoined = 2000;

/** Lines in their order, folded ones joined. What is no content line is left out. */
export function readContentLines(text: string): ContentLine[] {
  const lines: ContentLine[] = [];
  for (const line of unfold(text)) {
    const read = readLine(line.slice(0, maxLine));
    if (read) lines.push(read);
    if (lines.length >= maxLines) break;
  }
  return lines;
}

/** `\n`, `\,` and `\;` in one text value. */
export function unescape(value: string): string {
  return value
    .replace(/\\([\\;,nN])/g, (_, char: string) => (char === "n" || char === "N" ? "\n" : char))
    .trim();
}

/** The parts between separators that are not escaped, each as text. */
export function splitValue(value: string, separator: ";" | ","): string[] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < value.length; i++) {
    if (value[i] === "\\") part += value[i++] + (value[i] ?? "");
    else if (value[i] === separator) {
      parts.push(unescape(part));
      part = "";
    } else part += value[i];
  }
  return [...parts, unescape(part)];
}

function* unfold(text: string): Generator<string> {
  let current: string | null = null;
  let isSoft = false;
  let joined = 0;
  for (const line of text.split(/\r\n|\n|\r/)) {
    const room = joined < maxJoined;
    if (current !== null && room && /^[ \t]/.test(line)) current += line.slice(1);
    else if (isSoft && room && current?.endsWith("=")) current = current.slice(0, -1) + line;
    else {
      if (current !== null) yield current;
      current = line;
      joined = 0;
      isSoft = softBreaks.test(line.slice(0, maxLine));
    }
    joined++;
    if (current.length > maxLine) current = current.slice(0, maxLine);
  }
  if (current !== null) yield current;
}

/** Soft line breaks of vCard 2.1. */
const softBreaks = /;(?:ENCODING=)?QUOTED-PRINTABLE/i;

function readLine(line: string): ContentLine | null {
  const colon = colonOf(line);
  if (colon < 1) return null;
  const [head = "", ...rest] = splitParams(line.slice(0, colon));
  const name = head
    .slice(head.lastIndexOf(".") + 1)
    .trim()
    .toUpperCase();
  if (!/^[A-Z][A-Z0-9-]{0,60}$/.test(name)) return null;
  const params = new Map<string, string>();
  for (const param of rest) {
    const equals = param.indexOf("=");
    // vCard 2.1 names types bare: `TEL;CELL;VOICE:…`.
    const key = equals < 0 ? "TYPE" : param.slice(0, equals).trim().toUpperCase();
    const value = param
      .slice(equals + 1)
      .trim()
      .replaceAll('"', "");
    const before = params.get(key);
    params.set(key, before === undefined ? value : `${before},${value}`);
  }
  return { name, params, value: decoded(line.slice(colon + 1), params) };
}

/** The first colon that no quote is around. */
function colonOf(line: string): number {
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ":" && !quoted) return i;
  }
  return line.indexOf(":");
}

function splitParams(head: string): string[] {
  return head.match(/(?:"[^"]*"|[^;"]|")+/g) ?? [];
}

function decoded(value: string, params: ReadonlyMap<string, string>): string {
  const encoding = `${params.get("ENCODING") ?? ""},${params.get("TYPE") ?? ""}`;
  if (!/quoted-printable/i.test(encoding)) return value;
  const bytes = value.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeBytes(Buffer.from(bytes, "latin1"), params.get("CHARSET") ?? null);
}
