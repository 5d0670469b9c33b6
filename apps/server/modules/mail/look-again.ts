/** The report of a reading again: step by step, from the newest mail on, what each would read as today. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { ledgerFilter, type WorkReport } from "#contract/mail-works.ts";
import type { Work } from "#platform/call.ts";
import { At } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { type Changes, readAgain } from "./difference.ts";
import { type KeptMail, keptColumns } from "./entry.ts";
import { narrowed, said } from "./ledger.ts";
import { keepProgress, lockWork, reportOf, workById, type WorkRow } from "./work.ts";

const Input = z.object({ mailId: Id.optional(), ...ledgerFilter });
type Input = z.infer<typeof Input>;

/** Mails of one step. */
const mailsAtOnce = 20;

const Place = z.object({ after: z.tuple([At, Id]).optional() });

/** Reads some mails outside of the transaction; false when there is nothing more to do. */
export async function lookAtSome(work: Work, id: string): Promise<boolean> {
  const { platform, db, deskId } = work;
  const begun = await workById(db, deskId, id);
  if (begun.state !== "running") return false;
  const mails = await nextMails(db, begun);
  const found: { kept: KeptMail; changes: Changes | null }[] = [];
  for (const kept of mails)
    found.push({ kept, changes: (await readAgain(platform, kept)).changes });
  return db.transaction().execute(async (tx) => {
    const row = await lockWork(tx, deskId, id);
    // Another worker was quicker.
    if (!row || JSON.stringify(row.place) !== JSON.stringify(begun.place)) return false;
    await keepReport(tx, work, row, found);
    return found.length > 0;
  });
}

async function keepReport(
  tx: Tx,
  { deskId, platform }: Work,
  row: WorkRow,
  found: { kept: KeptMail; changes: Changes | null }[],
) {
  const changed = found.flatMap(({ kept, changes }) => (changes ? [{ id: kept.id, changes }] : []));
  if (changed.length > 0)
    await tx
      .insertInto("mail_rereadings")
      .values(
        changed.map(({ id, changes }) => ({
          desk_id: deskId,
          work_id: row.id,
          mail_id: id,
          changes: JSON.stringify(changes),
        })),
      )
      .execute();
  const report = added(
    reportOf(row),
    changed.map(({ changes }) => changes),
  );
  const last = found.at(-1)?.kept;
  const ended = (report.changed ?? 0) > 0 ? ("ready" as const) : ("done" as const);
  await keepProgress(tx, row, platform.clock(), {
    report,
    done: row.done + found.length,
    ...(last ? { place: { after: [last.received_at.toISOString(), last.id] } } : { state: ended }),
  });
}

function added(report: WorkReport, changes: readonly Changes[]): WorkReport {
  const count = (has: (one: Changes) => unknown) => changes.filter(has).length;
  return {
    ...report,
    changed: (report.changed ?? 0) + changes.length,
    text: (report.text ?? 0) + count(({ text, html }) => text ?? html),
    attachments: (report.attachments ?? 0) + count(({ attachments }) => attachments),
    fate: (report.fate ?? 0) + count(({ fate }) => fate),
  };
}

/** Those that had come when the work began, from the newest on. */
function wanted(db: Db, deskId: string, input: Input, before: Date) {
  const { mailId, q, ...filter } = input;
  return db
    .selectFrom("mails")
    .where("desk_id", "=", deskId)
    .where("fate", "!=", "received")
    .where("erased_at", "is", null)
    .where("received_at", "<=", before)
    .where((eb) => eb.and(narrowed(eb, filter)))
    .$if(mailId !== undefined, (query) => query.where("id", "=", mailId ?? ""))
    .$if(q !== undefined, (query) => query.where(said(q ?? "")));
}

export async function countOf(db: Db, deskId: string, input: Input, before: Date): Promise<number> {
  const { count } = await wanted(db, deskId, input, before)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
}

function nextMails(db: Db, row: WorkRow): Promise<KeptMail[]> {
  const { after } = Place.parse(row.place);
  return wanted(db, row.desk_id, Input.parse(row.input), row.created_at)
    .select(keptColumns)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(sql.lit(mailsAtOnce))
    .execute();
}
