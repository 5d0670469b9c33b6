/** The list of senders that are blocked or allowed: settings, each change in the audit log. */
import * as z from "zod";
import {
  type createSenderRule as createContract,
  type deleteSenderRule as deleteContract,
  isRuleValue,
  type listSenderRules as listContract,
  type SenderRule,
} from "#contract/spam.ts";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { ruleValue } from "#mail/sender-rule.ts";
import { audit, userName } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";

const Place = z.tuple([At, Id]);

/** A list that no mail waits for. Each pattern is tried with every mail. */
const most = { all: 5000, patterns: 200 };

export async function listSenderRules(
  { db, desk }: Call,
  { limit, cursor }: InputOf<typeof listContract>,
): Promise<OutputOf<typeof listContract>> {
  const after = readCursor(cursor, Place);
  const found = await rules(db, desk.id)
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb(
          eb.refTuple("created_at", "id"),
          "<",
          eb.tuple(new Date(after?.[0] ?? 0), after?.[1] ?? ""),
        ),
      ),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit))
    .execute();
  const page = cutPage(found, limit, ({ created_at, id }) => [created_at.toISOString(), id]);
  return { items: page.rows.map(toRule), nextCursor: page.nextCursor };
}

export function createSenderRule(
  call: Call,
  input: InputOf<typeof createContract>,
): Promise<SenderRule> {
  if (!isRuleValue(input.kind, input.value)) throw refuse("sender_rule_invalid");
  return call.db.transaction().execute(async (tx) => {
    const id = await addRule(tx, call, input);
    if (!id) throw refuse("sender_rule_taken");
    await refuseTooMany(tx, call.desk.id, input.kind);
    return toRule(await rules(tx, call.desk.id).where("id", "=", id).executeTakeFirstOrThrow());
  });
}

export async function deleteSenderRule(
  call: Call,
  { id }: InputOf<typeof deleteContract>,
): Promise<null> {
  const { db, desk } = call;
  await db.transaction().execute(async (tx) => {
    const row = await tx
      .deleteFrom("sender_rules")
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw refuse("sender_rule_not_found");
    await writeLifted(tx, call, row);
  });
  return null;
}

/** Of a rule that is gone: the entry in the audit log, and the screens. */
export async function writeLifted(tx: Tx, call: Call, row: Omit<Row, "by_name">) {
  const subject = { id: row.id, name: row.value };
  await audit(tx, call, { kind: "senderRule.deleted", subject, before: factsOf(row) });
  await tell(tx, call);
}

type Given = Pick<InputOf<typeof createContract>, "action" | "kind" | "value" | "fate">;

/** Its id; null where there is a rule about the same already. */
export async function addRule(
  tx: Tx,
  call: Call,
  given: Given,
  byAgent = false,
): Promise<string | null> {
  const { desk, agent, now } = call;
  const row = await tx
    .insertInto("sender_rules")
    .values({
      ...{ desk_id: desk.id, id: newId(now.getTime()), action: given.action, kind: given.kind },
      value: ruleValue(given),
      fate: given.action === "block" ? given.fate : null,
      ...{ by_agent: byAgent, created_by: agent.id, created_at: now },
    })
    .onConflict((conflict) => conflict.columns(["desk_id", "kind", "value"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  const subject = { id: row.id, name: row.value };
  await audit(tx, call, { kind: "senderRule.created", subject, after: factsOf(row) });
  await tell(tx, call);
  return row.id;
}

/** @throws Refusal sender_rule_limit */
export async function refuseTooMany(tx: Tx, deskId: string, kind: SenderRule["kind"]) {
  const isPattern = kind === "pattern";
  const { count } = await tx
    .selectFrom("sender_rules")
    .select(({ fn }) => fn.countAll<string>().as("count"))
    .where("desk_id", "=", deskId)
    .$if(isPattern, (query) => query.where("kind", "=", "pattern"))
    .executeTakeFirstOrThrow();
  if (Number(count) > (isPattern ? most.patterns : most.all)) throw refuse("sender_rule_limit");
}

function tell(tx: Tx, { desk, agent, now }: Call) {
  const event = { deskId: desk.id, at: now, ids: {}, byUserId: agent.id };
  return publish(tx, { type: "senderRule.changed", ...event });
}

function rules(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("sender_rules")
    .selectAll()
    .select(({ ref }) => userName(ref("sender_rules.desk_id"), ref("created_by")).as("by_name"))
    .where("desk_id", "=", deskId);
}

type Row = Awaited<ReturnType<ReturnType<typeof rules>["execute"]>>[number];

type Facts = Pick<Row, "action" | "kind" | "value" | "fate" | "by_agent">;

function factsOf({ action, kind, value, fate, by_agent: byAgent }: Facts) {
  return { action, kind, value, fate, byAgent };
}

function toRule(row: Row): SenderRule {
  const { created_by: by } = row;
  return {
    ...factsOf(row),
    id: row.id,
    createdBy: by === null ? null : { id: by, name: row.by_name ?? "" },
    createdAt: row.created_at.toISOString(),
  };
}
