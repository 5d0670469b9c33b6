import type { DraftKind, Writing } from "./writing.ts";

/** A writing that the server does not have yet, kept in this browser. */
export type Shelved = { writing: Writing; version: number; sendId: string };

/** Puts a writing where a killed tab finds it again. */
export function shelve(key: string, shelved: Shelved) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(shelved));
  } catch {
    // A full or forbidden storage only costs the local copy; the server still gets every save.
  }
}

export function unshelve(key: string) {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // As above.
  }
}

export function shelved(key: string): Shelved | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? "null");
    return isShelved(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** Drafts are private: the key names the person, so two people on one machine never meet each other's. */
export function draftKey(userId: string, number: number, kind: DraftKind): string {
  return `${userId}:${number}:${kind}`;
}

const prefix = "sportello.draft:";

function isShelved(kept: unknown): kept is Shelved {
  if (typeof kept !== "object" || kept === null) return false;
  if (!("writing" in kept && "version" in kept && "sendId" in kept)) return false;
  const { writing, version } = kept;
  return (
    typeof version === "number" &&
    typeof writing === "object" &&
    writing !== null &&
    "html" in writing
  );
}
