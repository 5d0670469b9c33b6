/** A contact card that came with a mail: who, and how to reach them. Versions 2.1, 3.0 and 4.0. */
import { decodeBytes } from "./charset.ts";
import { cleanLine } from "./clean.ts";
import { type ContentLine, readContentLines, splitValue, unescape } from "./content-line.ts";

export type ContactCard = {
  name: string;
  organization: string;
  role: string;
  emails: string[];
  phones: string[];
  addresses: string[];
  links: string[];
};

const maxCards = 20;
const maxEach = 10;

/** Cards that name somebody; none where the bytes are no vCard. */
export function readContactCards(bytes: Buffer): ContactCard[] {
  const cards: ContactCard[] = [];
  let lines: ContentLine[] | null = null;
  for (const line of readContentLines(decodeBytes(bytes, null))) {
    const isCard = line.value.trim().toUpperCase() === "VCARD";
    if (line.name === "BEGIN" && isCard) lines = [];
    else if (line.name === "END" && isCard && lines) {
      const card = toCard(lines);
      if (card && cards.length < maxCards) cards.push(card);
      lines = null;
    } else lines?.push(line);
  }
  return cards;
}

function toCard(lines: readonly ContentLine[]): ContactCard | null {
  const all = (name: string) => lines.filter((line) => line.name === name);
  const texts = (name: string) => distinct(all(name).map(({ value }) => unescape(value)));
  const parts = (name: string, joint: string) =>
    all(name).map(({ value }) => splitValue(value, ";").filter(Boolean).join(joint));
  const card = {
    name: cleanLine(texts("FN")[0] || fullName(all("N")[0]?.value ?? "")).trim(),
    organization: cleanLine(parts("ORG", ", ")[0] ?? ""),
    role: cleanLine(texts("TITLE")[0] ?? texts("ROLE")[0] ?? ""),
    emails: texts("EMAIL").map(withoutScheme),
    phones: texts("TEL").map(withoutScheme),
    addresses: distinct(parts("ADR", ", ")),
    links: texts("URL").filter((link) => /^https?:\/\//i.test(link)),
  };
  const name = card.name || card.organization || card.emails[0] || card.phones[0];
  return name ? { ...card, name } : null;
}

/** `Rossi;Mara;;Dr.;` → `Dr. Mara Rossi`. */
function fullName(value: string): string {
  const [family, given, middle, prefix, suffix] = splitValue(value, ";");
  return [prefix, given, middle, family, suffix].filter(Boolean).join(" ");
}

function withoutScheme(value: string): string {
  return value.replace(/^(?:mailto|tel):/i, "");
}

function distinct(values: readonly string[]): string[] {
  const clean = values.map((value) => cleanLine(value).trim().slice(0, 500)).filter(Boolean);
  return [...new Set(clean)].slice(0, maxEach);
}
