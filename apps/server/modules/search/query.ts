/** What somebody typed, as words to look for. */

export type Words = {
  /** Words written out. */
  whole: string[];
  /** The word under the caret: any word that begins so. */
  begun: string | null;
  /** `#1042` or a bare number: a ticket by its number. */
  number: number | null;
};

/** More words than this are a pasted text, not a search. */
const mostWords = 12;

export function wordsOf(q: string): Words {
  const found = q.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}@._+'’-]*/gu) ?? [];
  const words = found
    .map((word) => word.replace(/[.'’_+-]+$/u, ""))
    .filter(Boolean)
    .slice(0, mostWords);
  const [, number] = /^\s*#?(\d{1,9})\s*$/.exec(q) ?? [];
  const finished = /\s$/.test(q);
  return {
    whole: finished ? words : words.slice(0, -1),
    begun: finished ? null : (words.at(-1) ?? null),
    number: number ? Number(number) : null,
  };
}
