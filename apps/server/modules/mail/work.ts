/**
 * Long work on mail: a row with its progress and a job that goes on with it, step by step.
 *
 * A step and the progress that says so are one transaction, so a kill repeats at most what was not committed. The row
 * is locked by each step: two workers on one work wait for each other, and the second sees where the first has come.
 */
import { type Selectable, sql } from "kysely";
import * as z from "zod";
import type { Fate } from "#contract/mail.ts";
import {
  type listMailWorks as listOperation,
  type MailWork,
  type readMailWork as readOperation,
  type stopMailWork as stopOperation,
  type WorkKind,
  WorkReport,
} from "#contract/mail-works.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { addJob } from "#platform/jobs.ts";
import { refuse } from "#platform/refusal.ts";
import type { MailWorks } from "#platform/schema.gen.ts";

export type WorkRow = Selectable<MailWorks>;

export type NewWork = {
  deskId: string;
  kind: WorkKind;
  channelId?: string | null;
  input?: object;
  total?: number;
  report?: WorkReport;
  byUserId?: string | null;
  now: Date;
};

/** Begins a work: its row and its job. */
export async function beginWork(tx: Tx, work: NewWork): Promise<WorkRow> {
  const { deskId, kind, now } = work;
  const row = await tx
    .insertInto("mail_works")
    .values({
      desk_id: deskId,
      id: newId(now.getTime()),
      kind,
      state: "running",
      channel_id: work.channelId ?? null,
      input: JSON.stringify(work.input ?? {}),
      total: work.total ?? 0,
      report: JSON.stringify(work.report ?? {}),
      by_user_id: work.byUserId ?? null,
      created_at: now,
      changed_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await goOn(tx, row);
  await tell(tx, row, now);
  return row;
}

/** The job that does the work; one at a time waits. */
export async function goOn(tx: Tx, { desk_id: deskId, id }: WorkRow): Promise<void> {
  await addJob(tx, "mail.work", { deskId, workId: id }, { key: `mail work ${id}` });
}

/** Locked for one step; null when it is over or was stopped. */
export async function lockWork(tx: Tx, deskId: string, id: string): Promise<WorkRow | null> {
  const row = await tx
    .selectFrom("mail_works")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .where("state", "in", ["running", "applying"])
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

type Progress = Partial<Pick<WorkRow, "state" | "error" | "done" | "total">> & {
  place?: object;
  report?: WorkReport;
};

/** Writes down how far it is, and tells the screens. */
export async function keepProgress(tx: Tx, work: WorkRow, now: Date, progress: Progress) {
  const { place, report, ...columns } = progress;
  const over = progress.state && ["ready", "done", "failed", "stopped"].includes(progress.state);
  await tx
    .updateTable("mail_works")
    .set({
      ...columns,
      ...(place ? { place: JSON.stringify(place) } : {}),
      ...(report ? { report: JSON.stringify(report) } : {}),
      ...(over ? { finished_at: now } : {}),
      changed_at: now,
    })
    .where("desk_id", "=", work.desk_id)
    .where("id", "=", work.id)
    .execute();
  await tell(tx, work, now);
}

async function tell(tx: Tx, { desk_id: deskId, id }: WorkRow, now: Date) {
  const ids = { workId: id };
  await publish(tx, { type: "mail.workChanged", deskId, at: now, ids, byUserId: null });
}

export function reportOf(row: Pick<WorkRow, "report">): WorkReport {
  return WorkReport.parse(row.report);
}

const Place = z.tuple([At, z.uuid()]);

export async function listWorks(
  call: Call,
  { kind, channelId, limit, cursor }: InputOf<typeof listOperation>,
): Promise<OutputOf<typeof listOperation>> {
  const after = readCursor(cursor, Place);
  const found = await call.db
    .selectFrom("mail_works")
    .selectAll()
    .where("desk_id", "=", call.desk.id)
    .$if(kind !== undefined, (query) => query.where("kind", "=", kind ?? "import"))
    .$if(channelId !== undefined, (query) => query.where("channel_id", "=", channelId ?? null))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit))
    .execute();
  const page = cutPage(found, limit, ({ created_at, id }) => [created_at.toISOString(), id]);
  return { items: await toWorks(call.db, page.rows), nextCursor: page.nextCursor };
}

export async function readWork(
  { db, desk }: Call,
  { id }: InputOf<typeof readOperation>,
): Promise<MailWork> {
  return workAnswer(db, await workById(db, desk.id, id));
}

/** @throws Refusal work_not_found, work_over */
export function stopWork(call: Call, { id }: InputOf<typeof stopOperation>): Promise<MailWork> {
  const { db, desk, now } = call;
  return db.transaction().execute(async (tx) => {
    await workById(tx, desk.id, id);
    const row = await lockWork(tx, desk.id, id);
    if (!row) throw refuse("work_over");
    await keepProgress(tx, row, now, { state: "stopped" });
    await audit(tx, call, { kind: "mail.workStopped", after: { kind: row.kind } });
    return workAnswer(tx, await workById(tx, desk.id, id));
  });
}

/** @throws Refusal work_not_found */
export async function workById(db: Db | Tx, deskId: string, id: string): Promise<WorkRow> {
  const row = await db
    .selectFrom("mail_works")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw refuse("work_not_found");
  return row;
}

export async function workAnswer(db: Db | Tx, row: WorkRow): Promise<MailWork> {
  const [work] = await toWorks(db, [row]);
  if (!work) throw new Error(`work ${row.id} was not read`);
  return work;
}

async function toWorks(db: Db | Tx, rows: readonly WorkRow[]): Promise<MailWork[]> {
  const fates = await fatesOf(db, rows);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: row.state,
    channelId: row.channel_id,
    done: row.done,
    total: row.total,
    report: reportOf(row),
    fates: fates.get(row.id) ?? {},
    error: row.error,
    byUserId: row.by_user_id,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }));
}

/** What became of the mails that came by each. */
async function fatesOf(db: Db | Tx, rows: readonly WorkRow[]) {
  const all = new Map<string, Partial<Record<Fate, number>>>();
  const [first] = rows;
  if (!first) return all;
  const counts = await db
    .selectFrom("mails")
    .select(({ fn }) => ["work_id", "fate", fn.countAll<number>().as("count")])
    .where("desk_id", "=", first.desk_id)
    .where(
      "work_id",
      "in",
      rows.map(({ id }) => id),
    )
    .groupBy(["work_id", "fate"])
    .execute();
  for (const { work_id, fate, count } of counts)
    if (work_id) all.set(work_id, { ...all.get(work_id), [fate]: count });
  return all;
}
