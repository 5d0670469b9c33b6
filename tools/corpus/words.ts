/** Text compared by its words, white space aside. */

/** Share of the expected words that the text has, each as often as it is expected. */
export function wordsFound(expected: string, text: string): number {
  const left = new Map<string, number>();
  for (const word of words(text)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = words(expected);
  let found = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count > 0) found++;
    left.set(word, count - 1);
  }
  return wanted.length === 0 ? 1 : found / wanted.length;
}

export function squash(text: string): string {
  return text.replace(/\u200b|\ufeff/g, "").replace(/[\s\u00a0]+/g, "");
}

/** On one line, in one form of Unicode. */
export function plain(text: string | null | undefined): string {
  return (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
}

function words(text: string): string[] {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
