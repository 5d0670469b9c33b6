/** Domains that are made to be taken for another one: lookalikes letter by letter, by a typing slip, or by a word more. */
import { domainToUnicode } from "node:url";

export type KnownDomain = { domain: string; skeleton: string; name: string };

/** Prepared once, compared with many. */
export function knownDomain(domain: string): KnownDomain {
  const lower = domain.toLowerCase();
  return { domain: lower, skeleton: skeletonOf(lower), name: nameOf(lower) };
}

/** The known domain that this one imitates; null where it imitates none, or is itself known. */
export function lookalikeOf(domain: string, known: readonly KnownDomain[]): string | null {
  const one = knownDomain(domain);
  if (known.some((other) => other.domain === one.domain || isBelow(one.domain, other.domain)))
    return null;
  return known.find((other) => imitates(one, other))?.domain ?? null;
}

function imitates(one: KnownDomain, other: KnownDomain): boolean {
  if (one.skeleton === other.skeleton) return true;
  if (other.name.length < shortest) return false;
  return (
    one.skeleton.startsWith(`${other.skeleton}.`) ||
    one.skeleton.startsWith(`${other.skeleton.replaceAll(".", "-")}.`) ||
    (isSlip(one.name, other.name) && other.name.length >= slipFrom) ||
    (one.name === other.name && isSlip(endOf(one.domain), endOf(other.domain)) && isOpen(other)) ||
    hasWordMore(one.name, other.name)
  );
}

/** In shorter names nearly every other one is a slip away. */
const slipFrom = 6;
const shortest = 4;

/** `acme.co` for `acme.com`: countries' own endings differ by one letter, and mean it. */
function isOpen({ domain }: KnownDomain): boolean {
  return /\.(?:com|net|org)$/.test(domain);
}

const words =
  "account accounts admin assistance assistenza billing care client clienti clients contact corp customer desk finance group help helpdesk hr id info invoice invoices it login mail notice office official online pay payment payments portal pro safe secure security service services servizio shop site sso store support supporto team tech update verify web".split(
    " ",
  );
const more = new RegExp(`^(?:${words.join("|")}|\\d{1,4})$`);

function hasWordMore(name: string, known: string): boolean {
  const at = name.indexOf(known);
  if (at < 0 || name === known) return false;
  const rest = [name.slice(0, at), name.slice(at + known.length)].map((part) =>
    part.replaceAll(/^-+|-+$/g, ""),
  );
  return rest.every((part) => part === "" || part.split("-").every((word) => more.test(word)));
}

/** One letter more, less, other, or two that changed places. */
export function isSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB || restA === restB.slice(1)) return true;
  if (restA.slice(1) === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}

function isBelow(domain: string, other: string): boolean {
  return domain.endsWith(`.${other}`);
}

/** As an eye in a hurry reads it: other alphabets in ours, signs that look alike as one. */
export function skeletonOf(text: string): string {
  const shown = text.includes("xn--") ? domainToUnicode(text) || text : text;
  const letters = shown
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase();
  const plain = [...letters].map((letter) => alike.get(letter) ?? letter).join("");
  return plain.replaceAll("rn", "m").replaceAll("vv", "w").replaceAll("cl", "d");
}

const alike = new Map(
  Object.entries({
    a: "аɑα４",
    b: "ьƅвβ",
    c: "сϲᴄ",
    d: "ԁɗ",
    e: "еҽєε3",
    g: "ɡց",
    h: "һհн",
    i: "іıɩι",
    j: "јϳ",
    k: "кκ",
    l: "ӏ1|ⅼłɫ",
    m: "мʍ",
    n: "ոռп",
    o: "оοօσ0",
    p: "рρ",
    q: "ԛզ",
    r: "гᴦ",
    s: "ѕꜱ5",
    t: "тτ",
    u: "υսцմ",
    v: "ѵνᴠ",
    w: "ԝѡω",
    x: "хχ",
    y: "уүγ",
    z: "ᴢ",
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);

const secondLevel = /^(?:ac|co|com|edu|gob|gouv|gov|net|or|org)$/;

/** What a company chose: without its ending and without what stands before. */
function nameOf(domain: string): string {
  const labels = skeletonOf(domain).split(".");
  const end = labels.length > 2 && secondLevel.test(labels.at(-2) ?? "") ? 2 : 1;
  return labels.at(-1 - end) ?? labels[0] ?? "";
}

function endOf(domain: string): string {
  return domain.slice(domain.lastIndexOf(".") + 1);
}
