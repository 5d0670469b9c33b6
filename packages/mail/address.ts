/** Addresses: read from headers however they were written, compared and validated by one rule. */
import { domainToASCII } from "node:url";
import { decodeWords } from "./words.ts";
import type { Address } from "./mail.ts";
import { cleanLine } from "./clean.ts";

export { readReplyAddress, signReplyAddress } from "./reply-address.ts";

const MAX_LIST = 100_000;
const MAX_ADDRESSES = 1000;

/** The first address of a header or of a form field, null where there is none. */
export function parseAddress(text: string): Address | null {
  return parseAddresses(text)[0] ?? null;
}

/** A header such as To: groups, comments, quoted names and bare names with commas included. */
export function parseAddresses(text: string): Address[] {
  const found: Address[] = [];
  let waiting = "";
  for (const piece of splitList(text.slice(0, MAX_LIST))) {
    const read = readMailbox(waiting + piece);
    if (!read && !piece.includes("@") && piece.trim() !== "" && !piece.includes("<")) {
      waiting = `${waiting}${piece}, `;
      continue;
    }
    waiting = "";
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
  let piece = "";
  for (const { char, bare } of scan(text)) {
    if (bare && (char === "," || char === ";")) {
      pieces.push(piece);
      piece = "";
    } else if (bare && char === ":" && !piece.includes("@") && !piece.includes("<")) piece = "";
    else piece += char;
  }
  pieces.push(piece);
  return pieces;
}

/** Each character and whether it stands outside of quotes, comments and angle brackets. */
function* scan(text: string): Generator<{ char: string; bare: boolean }> {
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
      yield { char: char + text.charAt(++i), bare: false };
      continue;
    }
    if (char === '"' && comments === 0) quoted = quoted ? false : i < closes['"'];
    else if (char === "(" && !quoted && i < closes[")"]) comments++;
    else if (char === ")" && !quoted && comments > 0) comments--;
    else if (char === "<" && !quoted && comments === 0) angle = i < closes[">"];
    else if (char === ">" && !quoted && comments === 0) angle = false;
    yield { char, bare: !quoted && comments === 0 && !angle };
  }
}

function readMailbox(piece: string): Address | null {
  const { outside, comments } = splitComments(piece);
  const angle = /<([^<>]*)>?[^<>]*$/.exec(outside);
  if (angle) {
    const address = bareAddress(angle[1] ?? "");
    const name = cleanName(outside.slice(0, angle.index));
    if (!address) return name.includes("@") ? readMailbox(name) : null;
    return { name: name || comments, address };
  }
  return withoutBrackets(outside, comments);
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
  for (let i = 0; i < piece.length; i++) {
    const char = piece.charAt(i);
    if (char === "\\" && i + 1 < piece.length) {
      if (depth > 0) comments += piece.charAt(++i);
      else outside += char + piece.charAt(++i);
      continue;
    }
    if (char === '"' && depth === 0) quoted = !quoted;
    if (char === "(" && !quoted && piece.includes(")", i)) depth++;
    else if (char === ")" && !quoted && depth > 0) depth--;
    else if (depth > 0) comments += char;
    else outside += char;
  }
  return { outside, comments: cleanLine(decodeWords(comments)).trim() };
}

function bareAddress(text: string): string | null {
  const decoded = text.includes("=?") ? decodeWords(text) : text;
  let address = cleanLine(decoded)
    .replace(/^mailto:/i, "")
    .trim();
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
