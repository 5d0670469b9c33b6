/** What hangs on a record follows it into a merge and back: tickets know contacts, not the reverse. */
import type { Tx } from "#platform/db.ts";

export type Merging = { deskId: string; kind: "contact" | "company"; from: string; to: string };

export type Follower = {
  /** Names what it remembers. */
  name: string;
  /** Lower ones are held first: tickets before what is put on them. */
  turn: number;
  /** Before anything is written: holds what will move, in the order in which others hold it. */
  hold(tx: Tx, merging: Merging): Promise<void>;
  /** Moves, and answers what `back` needs to know. */
  move(tx: Tx, merging: Merging): Promise<unknown>;
  back(tx: Tx, merging: Merging, moved: unknown): Promise<void>;
};

const followers: Follower[] = [];

/** Called once at start by each module that keeps something of records. */
export function followMerges(follower: Follower) {
  if (followers.includes(follower)) return;
  followers.push(follower);
  followers.sort((a, b) => a.turn - b.turn);
}

export async function holdAll(tx: Tx, merging: Merging): Promise<void> {
  for (const follower of followers) await follower.hold(tx, merging);
}

export async function moveAll(tx: Tx, merging: Merging): Promise<Record<string, unknown>> {
  const moved: [string, unknown][] = [];
  for (const follower of followers) moved.push([follower.name, await follower.move(tx, merging)]);
  return Object.fromEntries(moved);
}

export async function moveBackAll(
  tx: Tx,
  merging: Merging,
  moved: Record<string, unknown>,
): Promise<void> {
  for (const follower of followers) await follower.back(tx, merging, moved[follower.name]);
}
