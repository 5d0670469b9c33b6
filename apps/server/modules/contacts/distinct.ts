/** Two records that look alike and are not the same: said once, remembered, and taken back. */
import { sql } from "kysely";
import type { markDistinct as contract } from "#contract/doubles.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { announceCompany, announceContact } from "./announce.ts";
import type { Merging } from "./follow.ts";
import { lockContact } from "./write.ts";
import { lockCompany } from "./write-company.ts";

type Two = InputOf<typeof contract>;

export function markDistinct(call: Call, two: Two): Promise<null> {
  const { agent, now } = call;
  return telling(call, two, (tx, pair) =>
    tx
      .insertInto("distinct_records")
      .values({ ...pair, by_user_id: agent.id, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

export function unmarkDistinct(call: Call, two: Two): Promise<null> {
  return telling(call, two, (tx, { desk_id, kind, a_id, b_id }) =>
    tx
      .deleteFrom("distinct_records")
      .where("desk_id", "=", desk_id)
      .where("kind", "=", kind)
      .where("a_id", "=", a_id)
      .where("b_id", "=", b_id)
      .execute(),
  );
}

/** Of these records the pairs that somebody told apart, as `a b`. */
export async function distinctAmong(
  db: Db,
  { deskId, kind }: { deskId: string; kind: Two["kind"] },
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom("distinct_records")
    .select(["a_id", "b_id"])
    .where("desk_id", "=", deskId)
    .where("kind", "=", kind)
    .where("a_id", "in", [...ids])
    .where("b_id", "in", [...ids])
    .execute();
  return new Set(rows.map(({ a_id, b_id }) => `${a_id} ${b_id}`));
}

/** Whoever was told apart from the one that goes is told apart from the one that stays; answers who was not before. */
export async function carryDistinct(
  tx: Tx,
  { deskId, kind, from, to }: Merging,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into distinct_records (desk_id, kind, a_id, b_id, by_user_id, at)
    select desk_id, kind, least(other, ${to}::uuid), greatest(other, ${to}::uuid), by_user_id, at
    from distinct_records, lateral (select case when a_id = ${from} then b_id else a_id end as other) o
    where desk_id = ${deskId} and kind = ${kind} and (a_id = ${from} or b_id = ${from}) and other <> ${to}
    on conflict do nothing
    returning case when a_id = ${to} then b_id else a_id end as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Takes back what a merge carried over. */
export function dropDistinct(
  tx: Tx,
  { deskId, kind, to }: Merging,
  apart: readonly string[],
): Promise<unknown> {
  return sql`
    delete from distinct_records where desk_id = ${deskId} and kind = ${kind}
      and ((a_id = ${to} and b_id = any(${[...apart]}::uuid[])) or (b_id = ${to} and a_id = any(${[...apart]}::uuid[])))`.execute(
    tx,
  );
}

type Pair = { desk_id: string; kind: Two["kind"]; a_id: string; b_id: string };

/** Both are there and held, the lower id first. */
async function telling(
  call: Call,
  { kind, id, otherId }: Two,
  write: (tx: Tx, pair: Pair) => Promise<unknown>,
): Promise<null> {
  if (id === otherId) throw refuse("merge_self");
  const [a, b] = id < otherId ? [id, otherId] : [otherId, id];
  const { db, desk } = call;
  const [lock, announce] =
    kind === "contact" ? [lockContact, announceContact] : [lockCompany, announceCompany];
  await db.transaction().execute(async (tx) => {
    for (const one of [a, b]) await lock(tx, desk.id, one);
    await write(tx, { desk_id: desk.id, kind, a_id: a, b_id: b });
    for (const one of [a, b]) await announce(tx, call, one);
  });
  return null;
}
