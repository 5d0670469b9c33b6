/** What a merge changed, kept so that an undo takes back exactly that. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { mergeValues, Taken, unmergeValues } from "#modules/properties";
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
  /** All phones of the one that stayed; null in merges of before this was kept. */
  phoneOrder: z
    .object({ was: z.array(z.string()), became: z.array(z.string()) })
    .nullable()
    .default(null),
  /** Contacts of a company that went over. */
  people: z.array(Id),
  /** Those that had been merged into the one that went. */
  earlier: z.array(Id),
  /** Those from which the one that stayed is told apart since, as the one that went was. */
  apart: z.array(Id).default([]),
  /** Values of the desk's own properties that the one that stayed took. */
  values: z.array(Taken).default([]),
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
  const back = Object.entries(now).flatMap(([name, value]) =>
    name in was && became[name] === value ? [[name, was[name]]] : [],
  );
  return { ...now, ...Object.fromEntries(back) };
}

/** The phones again as they were; those that were added since stay. */
export function phonesBack(now: readonly string[], { phones, phoneOrder }: Moved): string[] {
  const isUntouched = phoneOrder && JSON.stringify(now) === JSON.stringify(phoneOrder.became);
  return isUntouched ? phoneOrder.was : now.filter((phone) => !phones.includes(phone));
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

/** What the one that stays takes of the desk's own properties, with the history of it. */
export async function takeValues(
  tx: Tx,
  merging: Merging,
  choices: Parameters<typeof mergeValues>[2],
): Promise<{ values: Taken[]; steps: RecordStep[] }> {
  const values = await mergeValues(tx, merging, choices);
  const steps = valueSteps(
    values.map(({ name, was, value }) => ({ property: { name }, from: was, to: value })),
  );
  return { values, steps };
}

/** What nobody has changed since is again what it was; the other one has kept its own. */
export async function valuesBack(
  tx: Tx,
  { deskId, kind, to }: Merging,
  { values }: Moved,
): Promise<RecordStep[]> {
  const back = await unmergeValues(tx, { deskId, kind, id: to }, values);
  return valueSteps(
    back.map(({ name, was, value }) => ({ property: { name }, from: value, to: was })),
  );
}
