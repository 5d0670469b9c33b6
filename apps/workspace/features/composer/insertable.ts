import type { ReactNode } from "react";

/** Something that can be brought into the text: each kind of content adds its own to the list. */
export type Insertable = {
  /** Kind and id: unique among all that is offered. */
  key: string;
  group: string;
  label: string;
  /** Said at the right end: a shortcut, a subject. */
  hint: string;
  icon: ReactNode;
  /** What finds it after `#`; null = only the menu and `/` do. */
  shortcut: string | null;
  insert(): void;
};

const most = 8;

/** Those that the words find, the best first. `#` finds what has a shortcut, `/` everything. */
export function findInsertables(
  all: readonly Insertable[],
  char: "#" | "/",
  words: string,
): Insertable[] {
  const wanted = plain(words);
  return all
    .filter(({ shortcut }) => char === "/" || shortcut !== null)
    .map((one) => ({ one, rank: rankOf(one, wanted) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ one }) => one);
}

function rankOf({ shortcut, label }: Insertable, wanted: string): number {
  if (plain(shortcut ?? "").startsWith(wanted)) return 0;
  if (plain(label).startsWith(wanted)) return 1;
  return plain(`${label} ${shortcut ?? ""}`).includes(wanted) ? 2 : 3;
}

function plain(text: string): string {
  return text.toLocaleLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}
