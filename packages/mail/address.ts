/** Addresses: read from headers however they were written, compared and validated by one rule. */
import { domainToASCII } from "node:url";
import { decodeWords } from "./words.ts";
import type { Address } from "./mail.ts";
import { cleanLine } from "./clean.ts";

export { readReplyAddress, signReplyAddress } from "./reply-address.ts";

const MAX_LIST = 100_000;
const MAX_ADDRESSES = 1000;
/** With the blanks that may stand around its dots. */
const MAX_MAILBOX = 1000;

/** The first address of a header or of a form field, null where there is none. */
export function parseAddress(text: string): Address | null {
  return parseAddresses(text)[0] ?? null;
}

/** A header such as To: groups, comments, quoted names and bare names with commas included. */
export function parseAddresses(text: string): Address[] {
  const found: Address[] = [];
  let waiting: string[] = [];
  for (const piece of splitList(text.slice(0, MAX_LIST))) {
    // Read again with every piece, a header of names alone would cost the square of its length.
    if (!piece.includes("@") && !piece.includes("<") && piece.trim() !== "") {
      waiting.push(piece);
      continue;
    }
    const read = readMailbox([...waiting, piece].join(", "));
    waiting = [];
    if (read) found.push(read);
    if (found.length >= MAX_ADDRESSES) break;
  }
  return found;
}

/** May this be the address of somebody we write to? Stricter than RFC 5322: no comments, no spaces, no literals. */
export function isAddress(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf("@");
  if (at < 1 || at > 64) return false;
  return isLocalPart(text.slice(0, at)) && isDomain(text.slice(at + 1));
}

/** What stands behind its last `@`; the whole text where there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** One mailbox written in two ways is one: case and Unicode form do not count, `.` and `+` do. */
export function sameAddress(a: string, b: string): boolean {
  return normalizeAddress(a) === normalizeAddress(b);
}

/** The form under which addresses are stored for comparison. */
export function normalizeAddress(text: string): string {
  const trimmed = text.trim().normalize("NFC").toLowerCase();
  const at = trimmed.lastIndexOf("@");
  if (at < 0) return trimmed;
  const domain = trimmed.slice(at + 1);
  return trimmed.slice(0, at + 1) + (domainToASCII(domain) || domain);
}

function isLocalPart(local: string) {
  if (/^"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])*"$/u.test(local)) return true;
  return /^[^\s"(),:;<>@[\\\]\p{Cc}\p{Cs}]+$/u.test(local) && !/^\.|\.$|\.\./.test(local);
}

function isDomain(domain: string) {
  if (/[^\p{L}\p{N}\p{M}.-]/u.test(domain)) return false;
  const labels = (domainToASCII(domain) || "").split(".");
  return labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

/** Cuts at commas and semicolons that stand outside quotes, comments and angle brackets; drops group names. */
function splitList(text: string): string[] {
  const pieces: string[] = [];
  let from = 0;
  let named = true;
  for (const { char, at, bare } of scan(text)) {
    if (char === "@" || char === "<") named = false;
    if (!bare || !(char === "," || char === ";" || (char === ":" && named))) continue;
    if (char !== ":") pieces.push(text.slice(from, at));
    from = at + 1;
    named = true;
  }
  pieces.push(text.slice(from));
  return pieces;
}

/** Each character and whether it stands outside of quotes, comments and angle brackets; those after a backslash left out. */
function* scan(text: string): Generator<{ char: string; at: number; bare: boolean }> {
  let quoted = false;
  let comments = 0;
  let angle = false;
  // A quote or bracket that never closes swallows the rest of the list: then it is an ordinary character.
  const closes = {
    '"': text.lastIndexOf('"'),
    ")": text.lastIndexOf(")"),
    ">": text.lastIndexOf(">"),
  };
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\" && (quoted || comments > 0) && i + 1 < text.length) {
      if (text.charAt(++i) === "@" || text.charAt(i) === "<")
        yield { char: text.charAt(i), at: i, bare: false };
      continue;
    }
    if (char === '"' && comments === 0) quoted = quoted ? false : i < closes['"'];
    else if (char === "(" && !quoted && i < closes[")"]) comments++;
    else if (char === ")" && !quoted && comments > 0) comments--;
    else if (char === "<" && !quoted && comments === 0) angle = i < closes[">"];
    else if (char === ">" && !quoted && comments === 0) angle = false;
    yield { char, at: i, bare: !quoted && comments === 0 && !angle };
  }
}

function readMailbox(piece: string, depth = 0): Address | null {
  const { outside, comments } = splitComments(piece);
  const angle = lastAngle(outside);
  if (!angle) return withoutBrackets(outside, comments);
  const address = bareAddress(angle.inside);
  const name = cleanName(outside.slice(0, angle.at));
  if (address) return { name: name || comments, address };
  return name.includes("@") && depth < 3 ? readMailbox(name, depth + 1) : null;
}

/** The last `<`, with what stands in it: none where more than one `>` follows. */
function lastAngle(text: string): { at: number; inside: string } | null {
  const at = text.lastIndexOf("<");
  if (at < 0) return null;
  const end = text.indexOf(">", at);
  if (end < 0) return { at, inside: text.slice(at + 1) };
  return text.includes(">", end + 1) ? null : { at, inside: text.slice(at + 1, end) };
}

/** `a@b.c (Name)`, `Name a@b.c`, `a@b.c`. */
function withoutBrackets(outside: string, comments: string): Address | null {
  const word = /(?:"(?:[^"\\]|\\.){0,200}"|[^\s"<>]{1,300})@[^\s"<>@]{1,300}/.exec(outside);
  if (!word) return null;
  const address = bareAddress(word[0].replace(/^['`[(]+|['`\])]+$/g, ""));
  if (!address) return null;
  const rest = outside.slice(0, word.index) + outside.slice(word.index + word[0].length);
  return { name: cleanName(rest) || comments, address };
}

function splitComments(piece: string) {
  let outside = "";
  let comments = "";
  let depth = 0;
  let quoted = false;
  const lastClosing = piece.lastIndexOf(")");
  for (let i = 0; i < piece.length; i++) {
    const char = piece.charAt(i);
    if (char === "\\" && i + 1 < piece.length) {
      if (depth > 0) comments += piece.charAt(++i);
      else outside += char + piece.charAt(++i);
      continue;
    }
    if (char === '"' && depth === 0) quoted = !quoted;
    if (char === "(" && !quoted && i < lastClosing) depth++;
    else if (char === ")" && !quoted && depth > 0) depth--;
    else if (depth > 0) comments += char;
    else outside += char;
  }
  return { outside, comments: cleanLine(decodeWords(comments)).trim() };
}

function bareAddress(text: string): string | null {
  const decoded = text.includes("=?") ? decodeWords(text) : text;
  let address = cleanLine(decoded)
    .replace(/^\s*mailto:/i, "")
    .trim();
  if (address.length > MAX_MAILBOX) return null;
  if (!address.startsWith('"')) address = address.replace(/\s*([@.])\s*/g, "$1");
  const routed = /^@[^:]*:(.*)$/.exec(address);
  if (routed) address = routed[1] ?? "";
  const at = address.lastIndexOf("@");
  if (at < 1 || at === address.length - 1 || address.length > 320) return null;
  return address.slice(0, at + 1) + address.slice(at + 1).toLowerCase();
}

function cleanName(text: string): string {
  const unquoted = text.trim().replace(/^"((?:[^"\\]|\\.)*)"$/s, "$1");
  const name = cleanLine(decodeWords(unquoted.replace(/\\(.)/gs, "$1"))).trim();
  return name
    .replace(/^"(.*)"$/s, "$1")
    .replace(/^'(.*)'$/s, "$1")
    .replace(/\s+/g, " ")
    .trim();
}
