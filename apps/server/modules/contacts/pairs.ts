/** Doubles of the whole desk: two and two, by what they share, each once. */
import * as z from "zod";
import { Id, Text } from "#contract/common.ts";
import type { Double, DoubleReason, listDoubles as contract } from "#contract/doubles.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";
import { type Alike, alikeAmong, alikeQuery, type Trait, traits } from "./alike.ts";
import { distinctAmong } from "./distinct.ts";
import { livingAmong, sidesOf } from "./side.ts";

type Kind = "contact" | "company";
type Pair = { a: string; b: string };
type Found = Pair & { trait: number; key: string; reasons: DoubleReason[] };

/** The trait by which two were found, its key, and the two. */
const Place = z.tuple([z.int().min(0).max(9), Text(1000), Id, Id]);
type Place = z.infer<typeof Place>;

const lowest = "00000000-0000-0000-0000-000000000000";
const highest = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** Groups that are read at a time. */
const rows = 50;

export async function listDoubles(
  { db, desk, agent }: Call,
  { kind, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const found: Found[] = [];
  let at: Place | null = readCursor(cursor, Place) ?? [0, "", lowest, lowest];
  while (at && found.length <= limit) at = await readOn(db, { deskId: desk.id, kind }, at, found);
  const page = cutPage(found, limit, ({ trait, key, a, b }) => [trait, key, a, b]);
  const sides = await sidesOf(
    db,
    agent,
    kind,
    page.rows.flatMap(({ a, b }) => [a, b]),
  );
  const items = page.rows.flatMap(({ a, b, reasons }): Double[] => {
    const [one, two] = [sides.get(a), sides.get(b)];
    return one && two ? [{ kind, a: one, b: two, reasons }] : [];
  });
  return { items, nextCursor: page.nextCursor };
}

/** Adds what follows this place; answers where to read on, null at the end. */
async function readOn(
  db: Db,
  { deskId, kind }: { deskId: string; kind: Kind },
  at: Place,
  found: Found[],
): Promise<Place | null> {
  const [index, from] = at;
  const trait = traits[kind][index];
  if (!trait) return null;
  const { rows: groups } = await alikeQuery(deskId, trait, from, rows).execute(db);
  const pairs = groups
    .flatMap((group) => pairsIn(group).map((pair) => ({ ...pair, trait: index, key: group.key })))
    .filter((pair) => isAfter(pair, at));
  found.push(...(await standing(db, { deskId, kind }, pairs)));
  const last = groups.at(-1)?.key;
  if (groups.length < rows || last === undefined) return [index + 1, "", lowest, lowest];
  return [index, last, highest, highest];
}

function isAfter({ key, a, b }: Omit<Found, "reasons">, [, from, afterA, afterB]: Place): boolean {
  return key !== from || a > afterA || (a === afterA && b > afterB);
}

/** Without those that are gone, that somebody told apart, or that were listed by something else; with all they share. */
async function standing(
  db: Db,
  at: { deskId: string; kind: Kind },
  pairs: readonly Omit<Found, "reasons">[],
): Promise<Found[]> {
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  if (ids.length === 0) return [];
  const there = await livingAmong(db, at, ids);
  const apart = await distinctAmong(db, at, ids);
  const shared = await Promise.all(traits[at.kind].map((trait) => firstKeys(db, at, trait, ids)));
  return pairs.flatMap((pair): Found[] => {
    const name = nameOf(pair);
    const first = shared.findIndex((keys) => keys.has(name));
    const isListed = first === pair.trait && shared[first]?.get(name) === pair.key;
    if (!isListed || !there.has(pair.a) || !there.has(pair.b) || apart.has(name)) return [];
    const reasons = traits[at.kind].filter((_, index) => shared[index]?.has(name));
    return [{ ...pair, reasons: reasons.map(({ reason }) => reason) }];
  });
}

/** Of each two that share this the key that comes first. */
async function firstKeys(
  db: Db,
  { deskId }: { deskId: string },
  trait: Trait,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const groups = await alikeAmong(db, deskId, trait, ids);
  const keys = groups.flatMap((group) =>
    pairsIn(group).map((pair) => [nameOf(pair), group.key] as const),
  );
  return new Map(keys.toReversed());
}

function pairsIn({ ids }: Alike): Pair[] {
  return ids.flatMap((a, index) => ids.slice(index + 1).map((b) => ({ a, b })));
}

function nameOf({ a, b }: Pair): string {
  return `${a} ${b}`;
}
