/**
 * Reading kept mails again, with the parser of today: first only a report of what would change, then, when somebody says
 * so, the words and files of the messages. Never a second ticket, never a second message.
 */
import * as z from "zod";
import type {
  applyRereadings as applyOperation,
  listRereadings as listOperation,
  MailWork,
  rereadMail as operation,
  Rereading,
} from "#contract/mail-works.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { audit } from "#modules/people";
import { ticketNumbers } from "#modules/tickets";
import type { Call, Work } from "#platform/call.ts";
import { cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { refuse } from "#platform/refusal.ts";
import type { Changes } from "./difference.ts";
import { settledMail } from "./entry.ts";
import { countOf, lookAtSome } from "./look-again.ts";
import { applyOne } from "./rewrite.ts";
import {
  beginWork,
  goOn,
  keepProgress,
  reportOf,
  workAnswer,
  workById,
  type WorkRow,
} from "./work.ts";

/** Milliseconds of one job: a server that stops waits for a job to end. */
const longestJob = 10_000;

/** @throws Refusal mail_not_found */
export async function rereadMail(call: Call, input: InputOf<typeof operation>): Promise<MailWork> {
  const { db, desk, agent, now } = call;
  if (input.mailId && !(await settledMail(db, desk.id, input.mailId)))
    throw refuse("mail_not_found");
  const total = await countOf(db, desk.id, input, now);
  return db.transaction().execute(async (tx) => {
    const report = { changed: 0, text: 0, attachments: 0, fate: 0 };
    const row = await beginWork(tx, {
      ...{ deskId: desk.id, kind: "reread", input, total, report, byUserId: agent.id, now },
      ...(input.channelId ? { channelId: input.channelId } : {}),
    });
    await audit(tx, call, { kind: "mail.reread", after: { mails: total } });
    return workAnswer(tx, row);
  });
}

/** @throws Refusal work_not_found, work_over */
export function applyRereadings(
  call: Call,
  { id }: InputOf<typeof applyOperation>,
): Promise<MailWork> {
  const { db, desk, now } = call;
  return db.transaction().execute(async (tx) => {
    const row = await workById(tx, desk.id, id);
    const begun = await tx
      .updateTable("mail_works")
      .set({ state: "applying", finished_at: null })
      .where("desk_id", "=", desk.id)
      .where("id", "=", id)
      .where("kind", "=", "reread")
      .where("state", "=", "ready")
      .returningAll()
      .executeTakeFirst();
    if (!begun) throw refuse("work_over");
    const report = reportOf(row);
    const progress = { done: 0, total: report.changed ?? 0, place: {} };
    await keepProgress(tx, begun, now, { ...progress, report: { ...report, applied: 0 } });
    await goOn(tx, begun);
    await audit(tx, call, { kind: "mail.rereadApplied", after: { mails: report.changed ?? 0 } });
    return workAnswer(tx, await workById(tx, desk.id, id));
  });
}

export async function listRereadings(
  { db, desk }: Call,
  { id, limit, cursor }: InputOf<typeof listOperation>,
): Promise<OutputOf<typeof listOperation>> {
  await workById(db, desk.id, id);
  const after = readCursor(cursor, z.tuple([z.uuid()]));
  const found = await db
    .selectFrom("mail_rereadings")
    .innerJoin("mails", (join) =>
      join
        .onRef("mails.desk_id", "=", "mail_rereadings.desk_id")
        .onRef("mails.id", "=", "mail_rereadings.mail_id"),
    )
    .select(["mail_id", "changes", "applied_at", "mails.subject", "mails.ticket_id"])
    .where("mail_rereadings.desk_id", "=", desk.id)
    .where("mail_rereadings.work_id", "=", id)
    .$if(after !== null, (query) => query.where("mail_id", ">", after?.[0] ?? ""))
    .orderBy("mail_id")
    .limit(rowsFor(limit))
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, ({ mail_id }) => [mail_id]);
  const tickets = rows.flatMap(({ ticket_id }) => ticket_id ?? []);
  const numbers = await ticketNumbers(db, desk.id, tickets);
  const items = rows.map((row): Rereading => ({
    mailId: row.mail_id,
    subject: row.subject,
    ticketNumber: row.ticket_id ? (numbers.get(row.ticket_id) ?? null) : null,
    applied: row.applied_at !== null,
    ...(row.changes as Changes),
  }));
  return { items, nextCursor };
}

/** The job: a report first, and when that has been said yes to, the change. */
export async function continueReread(work: Work, row: WorkRow): Promise<void> {
  const until = Date.now() + longestJob;
  const step = row.state === "applying" ? applyOne : lookAtSome;
  while (await step(work, row.id)) {
    if (Date.now() < until) continue;
    await work.db.transaction().execute((tx) => goOn(tx, row));
    return;
  }
}
