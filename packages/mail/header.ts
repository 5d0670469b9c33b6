/** The header block of a mail or part. */
import type { Headers } from "./mail.ts";

const MAX_FIELDS = 1000;
const MAX_VALUES = 200;
const MAX_VALUE = 64 * 1024;

/** Where the body begins; `cut` is set where the header was longer than allowed and only its beginning is read. */
export function endOfHeader(
  raw: Buffer,
  from: number,
  maxBytes: number,
  isRoot = false,
): { end: number; cut: number | null } {
  for (let at = from; at < raw.length;) {
    const lineBreak = raw.indexOf(0x0a, at);
    const next = lineBreak < 0 ? raw.length : lineBreak + 1;
    if (isBlank(raw, at, next)) return { end: next, cut: null };
    if (
      !isFieldLine(raw, at, next) &&
      !(at > from && isLostFold(raw.toString("latin1", Math.max(from, at - 500), next))) &&
      !(isRoot && isStray(raw, at, next))
    )
      return { end: at, cut: null };
    if (next - from > maxBytes)
      return { end: afterBlankLine(raw, next), cut: Math.min(next, from + maxBytes) };
    at = next;
  }
  return { end: raw.length, cut: null };
}

/** Fields in order of their names' first appearance; one character a byte (see `decodeRaw`). */
export function readHeaders(block: Buffer): Headers {
  const headers = new Map<string, string[]>();
  let fields = 0;
  for (const line of unfold(block.toString("latin1"))) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (/\s/.test(name)) continue;
    const values = headers.get(name);
    if (values && values.length >= MAX_VALUES) continue;
    if (++fields > MAX_FIELDS) break;
    const value = line.slice(colon + 1, colon + 1 + MAX_VALUE).trim();
    if (values) values.push(value);
    else headers.set(name, [value]);
  }
  return headers;
}

function* unfold(text: string): Generator<string> {
  let pieces: string[] = [];
  for (const line of text.split("\n")) {
    const bare = line.endsWith("\r") ? line.slice(0, -1) : line;
    const folded = bare.startsWith(" ") || bare.startsWith("\t");
    if (folded || isLostFold(`${pieces.at(-1)?.slice(-100)}\n${bare}`)) {
      pieces.push(bare);
      continue;
    }
    if (pieces.length > 0) yield pieces.join("");
    pieces = [bare];
  }
  if (pieces.length > 0) yield pieces.join("");
}

function isBlank(raw: Buffer, at: number, next: number): boolean {
  for (let i = at; i < next; i++) if (raw[i] !== 0x0a && raw[i] !== 0x0d) return false;
  return true;
}

/** `name="a.zip"` below a line that ends in a semicolon, without the blank that makes it part of that field. */
function isLostFold(lines: string): boolean {
  return /;[ \t]*\r?\n[a-z][a-z0-9*-]{1,30}=(?:"[^"\r\n]{0,300}"|[^\s";]{1,300});?[ \t]*\r?\n?$/i.test(
    lines,
  );
}

/** A continuation, or a name of printable characters followed by a colon. */
function isFieldLine(raw: Buffer, at: number, next: number): boolean {
  if (raw[at] === 0x20 || raw[at] === 0x09) return true;
  if (raw[at] === 0x2d && raw[at + 1] === 0x2d) return false;
  for (let i = at; i < next; i++) {
    const byte = raw[i] ?? 0;
    if (byte === 0x3a) return i > at;
    if (byte === 0x20 || byte === 0x09) return blanksThenColon(raw, i, next);
    if (byte < 0x21 || byte > 0x7e) return false;
  }
  return false;
}

/** A line in a mail's own header that is none (`From ` of an mbox, a note, a lost fold) when known fields follow it. */
function isStray(raw: Buffer, at: number, next: number): boolean {
  if (raw[at] === 0x2d && raw[at + 1] === 0x2d && raw[at + 2] !== 0x2d) return false;
  const following = raw.toString("latin1", next, next + 2000).split(/\r?\n\r?\n/)[0] ?? "";
  return /^(?:from|to|subject|date|received|message-id|mime-version|content-type|return-path|x-[a-z-]+):/im.test(
    following,
  );
}

function blanksThenColon(raw: Buffer, from: number, next: number): boolean {
  let i = from;
  while (i < next && (raw[i] === 0x20 || raw[i] === 0x09)) i++;
  return raw[i] === 0x3a;
}

function afterBlankLine(raw: Buffer, from: number): number {
  const unix = raw.indexOf("\n\n", from - 1, "latin1");
  const dos = raw.indexOf("\n\r\n", from - 1, "latin1");
  if (unix < 0 && dos < 0) return raw.length;
  return dos >= 0 && (unix < 0 || dos < unix) ? dos + 3 : unix + 2;
}
