import type { SearchHit } from "#contract/search.ts";
import type { Words } from "./query.ts";

type Piece = SearchHit["excerpt"][number];

const around = 70;
/** Only the beginning of a long message is looked through for the place to show. */
const mostRead = 20_000;

/** One line around the first word that was found, in pieces, so that nobody has to trust markup. */
export function excerptOf(text: string, words: Words): Piece[] {
  const line = text.slice(0, mostRead).replaceAll(/\s+/g, " ").trim();
  const lower = line.toLowerCase();
  const wanted = [...words.whole, ...(words.begun ? [words.begun] : [])];
  const first = Math.min(...wanted.map((word) => lower.indexOf(word)).filter((at) => at >= 0));
  const from = Number.isFinite(first) ? Math.max(0, first - around) : 0;
  const shown = line.slice(from, from + 3 * around);
  const pieces = cut(shown, wanted);
  if (from > 0) pieces.unshift({ text: "…", hit: false });
  return pieces;
}

function cut(shown: string, wanted: string[]): Piece[] {
  const lower = shown.toLowerCase();
  const pieces: Piece[] = [];
  let at = 0;
  while (at < shown.length) {
    const next = nearest(lower, wanted, at);
    if (!next) break;
    if (next.at > at) pieces.push({ text: shown.slice(at, next.at), hit: false });
    pieces.push({ text: shown.slice(next.at, next.at + next.length), hit: true });
    at = next.at + next.length;
  }
  if (at < shown.length) pieces.push({ text: shown.slice(at), hit: false });
  return pieces;
}

function nearest(lower: string, wanted: string[], from: number) {
  return wanted
    .map((word) => ({ at: lower.indexOf(word, from), length: word.length }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at || b.length - a.length)[0];
}
