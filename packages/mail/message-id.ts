/** Message-IDs: with angle brackets, without white space, short enough for an index. */
import { createHash } from "node:crypto";
import { cleanLine } from "./clean.ts";
import { decodeRaw } from "./field.ts";
import { decodeWords } from "./words.ts";

const MAX_IDS = 100;
const MAX_LENGTH = 500;

/** The ids of a References or In-Reply-To header in their order; of more than 100 the first and the newest are kept. */
export function readIds(values: readonly string[]): string[] {
  const ids = values.flatMap((value) => idsOf(value.slice(0, 65_536)));
  const once = [...new Set(ids)];
  return once.length <= MAX_IDS ? once : [...once.slice(0, 1), ...once.slice(1 - MAX_IDS)];
}

export function readId(value: string | undefined): string | null {
  if (!value) return null;
  return idsOf(value)[0] ?? wrap(value);
}

function idsOf(value: string): string[] {
  const text = value.includes("=?") ? decodeWords(value) : value;
  const bracketed = [...text.matchAll(/<([^<>]{1,4000})>/g)]
    .map((match) => wrap(match[1] ?? ""))
    .filter((id) => id !== null);
  // "Message from Jo <jo@x> of Monday <id@x>": an address is no id, the last one is.
  if (bracketed.length > 1 && /^[^<]*[a-z]{3}\s+[^<]*</i.test(text)) return bracketed.slice(-1);
  if (bracketed.length > 0) return bracketed;
  return text
    .split(/[\s,]+/)
    .filter((word) => /^[^\s<>"()]+@[^\s<>"()]+$/.test(word))
    .map((word) => wrap(word))
    .filter((id) => id !== null);
}

/** Ids too long for an index are replaced by their hash, the same in every mail that mentions them. */
function wrap(text: string): string | null {
  const bare = cleanLine(decodeRaw(text)).replace(/[\s<>]+/g, "");
  if (bare === "") return null;
  if (bare.length <= MAX_LENGTH) return `<${bare}>`;
  return `<${createHash("sha256").update(bare).digest("hex")}@long-id.invalid>`;
}
