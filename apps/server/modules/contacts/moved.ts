/** What a merge changed, kept so that an undo takes back exactly that. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { emptyFilled, Filled, fillValues } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import type { Merging } from "./follow.ts";
import { type RecordStep, valueSteps } from "./history.ts";

const Single = z.record(z.string(), z.string().nullable());

const Moved = z.object({
  /** Fields of the one that stayed, before and after. */
  was: Single,
  became: Single,
  /** Addresses or domains that went over, in their order. */
  names: z.array(z.string()),
  /** Phones that were added. */
  phones: z.array(z.string()),
  /** Contacts of a company that went over. */
  people: z.array(Id),
  /** Those that had been merged into the one that went. */
  earlier: z.array(Id),
  /** Values of the desk's own properties that the one that stayed lacked. */
  values: z.array(Filled).default([]),
  /** What the followers remember. */
  followers: z.record(z.string(), z.unknown()),
});
export type Moved = z.infer<typeof Moved>;

export async function keepMerge(
  tx: Tx,
  { agent, now }: Pick<Call, "agent" | "now">,
  { deskId, kind, from, to }: Merging,
  moved: Moved,
): Promise<string> {
  const id = newId(now.getTime());
  await tx
    .insertInto("record_merges")
    .values({
      ...{ desk_id: deskId, id, kind, survivor_id: to, merged_id: from, at: now },
      ...{ moved: JSON.stringify(moved), by_user_id: agent.id },
    })
    .execute();
  return id;
}

/** @throws Refusal merge_not_found when there is none, or it was taken back already */
export async function takeMerge(
  tx: Tx,
  deskId: string,
  id: string,
  now: Date,
): Promise<Merging & { moved: Moved }> {
  const row = await tx
    .updateTable("record_merges")
    .set({ undone_at: now })
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .where("undone_at", "is", null)
    .returning(["kind", "survivor_id", "merged_id", "moved"])
    .executeTakeFirst();
  if (!row) throw refuse("merge_not_found");
  const { kind, survivor_id: to, merged_id: from } = row;
  return { deskId, kind, from, to, moved: Moved.parse(row.moved) };
}

/** Only what nobody has changed since goes back to what it was. */
export function fieldsBack<Fields extends Record<string, string | null>>(
  now: Fields,
  { was, became }: Moved,
): Fields {
  const back = Object.entries(now).map(([name, value]) => {
    const untouched = name in was && became[name] === value;
    return [name, untouched ? was[name] : value];
  });
  return Object.fromEntries(back) as Fields;
}

/** The fields of the one that stays, some of them from the other. */
export function chosen<Fields extends Record<string, string | null>>(
  stays: Fields,
  goes: Fields,
  take: readonly string[],
): Fields {
  const taken = Object.entries(goes).filter(([name]) => take.includes(name));
  return { ...stays, ...Object.fromEntries(taken) };
}

/** What the one that stays lacks of the desk's own properties, with the history of it. */
export async function takeValues(
  tx: Tx,
  merging: Merging,
): Promise<{ values: Filled[]; steps: RecordStep[] }> {
  const values = await fillValues(tx, merging);
  const steps = valueSteps(
    values.map(({ name, value }) => ({ property: { name }, from: null, to: value })),
  );
  return { values, steps };
}

/** Those that nobody has changed since leave it again; the other one has kept its own. */
export async function valuesBack(
  tx: Tx,
  { deskId, kind, to }: Merging,
  { values }: Moved,
): Promise<RecordStep[]> {
  const emptied = await emptyFilled(tx, { deskId, kind, id: to }, values);
  return valueSteps(
    emptied.map(({ name, value }) => ({ property: { name }, from: value, to: null })),
  );
}
