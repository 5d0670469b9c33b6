/** The activity history: every change with who, when and why. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { Activity, type listActivity as contract } from "#contract/activity.ts";
import { contactName } from "#modules/contacts";
import { userName } from "#modules/people";
import { nameOfPlace } from "#modules/pipelines";
import type { Agent, Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { findTicket } from "./access.ts";
import { type PulledTicket, pulledFrom } from "./pull.ts";
import { previewOf, type Ticket } from "./ticket.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);

export type By = { type: "user" | "contact" | "system"; id: string | null };
export type Cause = Activity["cause"];
export type Step = {
  what: Activity["what"];
  cause: Cause;
  by: By;
  property?: string;
  from?: string | null;
  to?: string | null;
  messageId?: string;
};

/** Written with the change itself, in its transaction. */
export async function record(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  at: Date,
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return;
  // Steps of one moment keep their order by their ids.
  const ids = steps.map(() => newId(at.getTime())).toSorted();
  await tx
    .insertInto("activities")
    .values(steps.map((step, index) => ({ ...toRow(ticket, at, step), id: ids[index] ?? newId() })))
    .execute();
}

export function byAgent(agent: Pick<Agent, "id">): By {
  return { type: "user", id: agent.id };
}

/** A person's own action, told apart by the way they came. */
export function causeOf({ sessionId, scopes }: Pick<Agent, "sessionId" | "scopes">): Cause {
  if (sessionId) return "by_hand";
  // A token always says what it may do; without one it is the program, at the time that its author chose.
  return scopes ? "api" : "sent_later";
}

export async function listActivity(
  { db, agent }: Call,
  { number, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const ticket = await findTicket(db, agent, number);
  const after = readCursor(cursor, Place);
  const pulled = await pulledFrom(db, agent, ticket);
  let query = historyRows(db, ticket, pulled).limit(rowsFor(limit));
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("at", "id"), "<", eb.tuple(new Date(after[0]), after[1])),
    );
  const page = cutPage(await query.execute(), limit, ({ at, id }) => [at.toISOString(), id]);
  return { items: page.rows.map(toActivity), nextCursor: page.nextCursor };
}

function toRow(ticket: Pick<Ticket, "desk_id" | "id">, at: Date, step: Step) {
  const { what, cause, by, property = null, from = null, to = null, messageId = null } = step;
  return {
    desk_id: ticket.desk_id,
    ticket_id: ticket.id,
    what,
    cause,
    at,
    by_type: by.type,
    by_id: by.id,
    property,
    from_value: from,
    to_value: to,
    message_id: messageId,
  };
}

/** The ticket's own history, and of others what was said there in the time that was pulled. */
function historyRows(db: Db, ticket: Ticket, pulled: readonly PulledTicket[]) {
  return db
    .selectFrom("activities")
    .selectAll()
    .select(({ ref }) => [
      userName(ref("activities.desk_id"), ref("by_id")).as("user_name"),
      contactName(ref("activities.desk_id"), ref("by_id")).as("contact_name"),
      placeName(ref("from_value")).as("from_name"),
      placeName(ref("to_value")).as("to_name"),
      elsewhere(ticket).as("elsewhere"),
    ])
    .where("desk_id", "=", ticket.desk_id)
    .where((eb) =>
      eb.or([
        eb("ticket_id", "=", ticket.id),
        ...pulled.map(({ id, since, until }) =>
          eb.and([
            eb("ticket_id", "=", id),
            eb("what", "in", said),
            eb("at", "<=", until),
            ...(since ? [eb("at", ">=", since)] : []),
          ]),
        ),
      ]),
    )
    .orderBy("at", "desc")
    .orderBy("id", "desc");
}

function placeName(value: unknown) {
  const name = nameOfPlace(sql.ref("activities.desk_id"), value);
  return sql<string | null>`case when what in (${sql.join(aboutPlaces)}) then ${name} end`;
}

const aboutPlaces = ["status_changed", "status_kept", "pipeline_changed", "rule_overridden"].map(
  (what) => sql.lit(what),
);

const said: Activity["what"][] = ["created", "received", "replied", "commented"];

/** Of a step on another ticket: which one, and how what was said there begins. */
function elsewhere({ id }: Ticket) {
  return sql<{ ticketNumber: number; ticketName: string; said: string } | null>`(
    select json_build_object('ticketNumber', t.number, 'ticketName', t.name, 'said', coalesce((
      select left(coalesce(m.visible_text, m.text), 2000) from messages m
      where m.desk_id = activities.desk_id and m.id = activities.message_id and m.deleted_at is null), ''))
    from tickets t where t.desk_id = activities.desk_id and t.id = activities.ticket_id and t.id <> ${id})`;
}

type Row = Awaited<ReturnType<ReturnType<typeof historyRows>["execute"]>>[number];

function toActivity(row: Row): Activity {
  const name = { user: row.user_name, contact: row.contact_name, system: null }[row.by_type];
  return {
    id: row.id,
    what: Activity.shape.what.parse(row.what),
    by: { type: row.by_type, id: row.by_id, name: name ?? "" },
    from: row.from_value,
    to: row.to_value,
    fromName: row.from_name,
    toName: row.to_name,
    property: row.property,
    messageId: row.message_id,
    cause: Activity.shape.cause.parse(row.cause),
    at: row.at.toISOString(),
    pulled: row.elsewhere && {
      ticketNumber: row.elsewhere.ticketNumber,
      ticketName: row.elsewhere.ticketName,
      preview: previewOf(row.elsewhere.said),
    },
  };
}
