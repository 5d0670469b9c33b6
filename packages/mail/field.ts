/** Header fields with parameters (Content-Type, Content-Disposition): RFC 2045 and 2231, and what is written instead. */
import { decodeBytes } from "./charset.ts";
import { decodeWords } from "./words.ts";

export type Field = { value: string; params: ReadonlyMap<string, string> };

/** `text/plain; charset=utf-8; name*0*=…` → lower-case value and decoded parameters. */
export function readField(header: string, hint: string | null = null): Field {
  const semicolon = header.indexOf(";");
  const head = (semicolon < 0 ? header : header.slice(0, semicolon)).replace(/\([^()]*\)/g, "");
  const value = head.trim().toLowerCase().replace(/\s+/g, "").replace(/^"|"$/g, "");
  if (semicolon < 0) return { value, params: new Map() };
  return { value, params: joinContinuations(rawParams(header.slice(semicolon + 1)), hint) };
}

function rawParams(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let at = 0;
  while (at < text.length && found.size < 200) {
    const equals = text.indexOf("=", at);
    if (equals < 0) break;
    const name =
      text
        .slice(at, equals)
        .replace(/^[\s;,]+|\s+$/g, "")
        .split(/[;\s]/)
        .at(-1)
        ?.toLowerCase() ?? "";
    const { value, end } = readValue(text, equals + 1);
    if (name !== "" && !found.has(name)) found.set(name, value);
    at = end;
  }
  return found;
}

function readValue(text: string, from: number): { value: string; end: number } {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  if (text[at] !== '"') return bareValue(text, at);
  let value = "";
  for (at++; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') return { value, end: skipTo(text, at + 1) };
    if (char === "\\" && /["\\]/.test(text.charAt(at + 1))) value += text.charAt(++at);
    else value += char;
  }
  return { value, end: text.length };
}

/** Unquoted values may hold spaces (`name=my file.pdf`) and encoded words with semicolons. */
function bareValue(text: string, from: number): { value: string; end: number } {
  const word = /^=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=/i.exec(text.slice(from, from + 4000));
  const end = skipTo(text, from + (word?.[0].length ?? 0));
  return { value: text.slice(from, end).trim(), end: end + 1 };
}

function skipTo(text: string, from: number): number {
  const semicolon = text.indexOf(";", from);
  return semicolon < 0 ? text.length : semicolon;
}

/** `name*0*=utf-8''a%20`, `name*1=b` → `name=a b`; plain values get their encoded words read. */
function joinContinuations(raw: Map<string, string>, hint: string | null): Map<string, string> {
  const joined = new Map<string, string>();
  const pieces = new Map<string, { index: number; encoded: boolean; value: string }[]>();
  for (const [key, value] of raw) {
    const match = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(key);
    if (!match?.[1]) joined.set(key, decodeWords(decodeRaw(value, hint)));
    else {
      const piece = {
        index: Number(match[2] ?? 0),
        encoded: match[2] === undefined || match[3] === "*",
        value,
      };
      pieces.set(match[1], [...(pieces.get(match[1]) ?? []), piece]);
    }
  }
  for (const [name, list] of pieces) joined.set(name, joinPieces(list));
  return joined;
}

function joinPieces(list: { index: number; encoded: boolean; value: string }[]): string {
  list.sort((a, b) => a.index - b.index);
  let charset = "utf-8";
  const bytes = list.map(({ encoded, value }, i) => {
    const prefix = encoded && i === 0 ? /^([^']*)'[^']*'/.exec(value) : null;
    if (prefix) charset = prefix[1] || "utf-8";
    const rest = prefix ? value.slice(prefix[0].length) : value;
    return encoded ? fromPercent(rest) : Buffer.from(rest, "latin1");
  });
  return decodeWords(decodeBytes(Buffer.concat(bytes), charset));
}

function fromPercent(text: string): Buffer {
  return Buffer.from(
    text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
    "latin1",
  );
}

/** Headers are kept as one character a byte until somebody knows better; raw 8-bit text is UTF-8 or what the rest of the mail is in. */
export function decodeRaw(text: string, hint: string | null = null): string {
  return /[\u0080-\u00ff]/.test(text) ? decodeBytes(Buffer.from(text, "latin1"), null, hint) : text;
}
