/** What was kept away: listed, read as plain text, and given back as what it would have been. */
import { sql } from "kysely";
import * as z from "zod";
import { Id, Mailbox } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/spam.ts";
import { deskSettings } from "#modules/desks";
import { newestWords, spamTickets, spamWriter, unbinSpam } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";
import { addJob } from "#platform/jobs.ts";
import { refuse } from "#platform/refusal.ts";
import { mayOnMails } from "./access.ts";
import { readRaw } from "./raw.ts";
import { readMail } from "./read.ts";
import { liftBlocks, mayLift } from "./block-sender.ts";

const Place = z.tuple([At, Id]);
type After = z.infer<typeof Place> | null;
type Item = contract.SpamItem;
type Found = Omit<Item, "goesAt"> & { since: Date };

export async function listSpam(
  call: Call,
  { limit, cursor }: InputOf<typeof contract.listSpam>,
): Promise<OutputOf<typeof contract.listSpam>> {
  const after = readCursor(cursor, Place);
  const mails = (await mayOnMails(call, "view"))
    ? await spamMails(call.db, call.desk.id, { after, limit }).execute()
    : [];
  const tickets = await ticketsAfter(call, { after, limit });
  const found = [...mails.map(mailItem), ...tickets].toSorted(
    (a, b) => b.at.localeCompare(a.at) || b.id.localeCompare(a.id),
  );
  const page = cutPage(found, limit, ({ at, id }) => [at, id]);
  const keptDays = await daysOf(call);
  return { items: page.rows.map(goingAfter(keptDays)), nextCursor: page.nextCursor, keptDays };
}

async function daysOf({ db, desk }: Call): Promise<number> {
  return (await deskSettings(db, desk.id)).spamDays;
}

/** `since` is when it became spam: old mail that comes in late has its time as well. */
function goingAfter(days: number): (row: Found) => Item {
  return ({ since, ...item }) => ({
    ...item,
    goesAt: new Date(since.getTime() + days * 86_400_000).toISOString(),
  });
}

export async function readSpam(
  call: Call,
  { id }: InputOf<typeof contract.readSpam>,
): Promise<OutputOf<typeof contract.readSpam>> {
  const { db, desk, platform, agent } = call;
  const going = goingAfter(await daysOf(call));
  const [ticket] = await ticketItems(call, id);
  if (ticket) {
    const { id: newestMessageId, text, to } = await newestWords(db, { desk_id: agent.deskId, id });
    const boxes = z.array(Mailbox).parse(to);
    const liftable = await mayLift(call, ticket.from);
    return {
      ...going(ticket),
      text: text.slice(0, longest),
      to: boxes.map(addressOf),
      liftable,
      newestMessageId,
    };
  }
  const row = (await mayOnMails(call, "view")) ? await mailRow(db, desk.id, id) : undefined;
  if (!row) throw refuse("spam_not_found");
  const mail = await readMail(await readRaw(platform, row));
  const liftable = await mayLift(call, row.from_address);
  const to = [...mail.to, ...mail.cc].map(addressOf);
  return {
    ...going(mailItem(row)),
    text: mail.text.slice(0, longest),
    to,
    liftable,
    newestMessageId: null,
  };
}

const addressOf = ({ address }: { address: string }) => address;

/** Characters that are shown; the rest comes with the ticket. */
const longest = 20_000;

/** All of them, or none. */
export async function restoreSpam(
  call: Call,
  { ids, unblock }: InputOf<typeof contract.restoreSpam>,
): Promise<OutputOf<typeof contract.restoreSpam>> {
  const { db, desk, now } = call;
  const sees = await mayOnMails(call, "view");
  const edits = await mayOnMails(call, "edit");
  return db.transaction().execute(async (tx) => {
    const senders: (string | null)[] = [];
    // The order is the same for all who restore, so that two do not wait for each other.
    for (const id of [...new Set(ids)].toSorted()) {
      const ticket = await unbinSpam(tx, call, id);
      if (ticket) {
        senders.push(ticket.sender);
        continue;
      }
      const mail = sees ? await mailRow(tx, desk.id, id) : undefined;
      if (!mail) throw refuse("spam_not_found");
      senders.push(mail.from_address);
      if (!edits) throw refuse("edit_forbidden");
      const back = await tx
        .updateTable("mails")
        .set({ fate: "received", reason: null, settled_at: null, released_at: now })
        .where("desk_id", "=", desk.id)
        .where("id", "=", id)
        .where("fate", "in", ["spam", "rejected_by_rule"])
        .where("erased_at", "is", null)
        .returning("id")
        .executeTakeFirst();
      // Somebody else was faster, or its time is over.
      if (!back) throw refuse("spam_not_found");
      await addJob(tx, "mail.ingest", { deskId: desk.id, mailId: id });
    }
    return { stillBlocked: unblock ? await liftBlocks(tx, call, senders) : [] };
  });
}

type Page = { after: After; limit: number };

export function spamMails(db: Db, deskId: string, { after, limit }: Page) {
  return mailRows(db, deskId)
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(received_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy("received_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
}

function mailRow(db: Parameters<typeof mailRows>[0], deskId: string, id: string) {
  return mailRows(db, deskId).where("id", "=", id).executeTakeFirst();
}

function mailRows(db: Pick<Db, "selectFrom">, deskId: string) {
  return (
    db
      .selectFrom("mails")
      .select(["desk_id", "id", "raw", "raw_hash", "from_address", "subject", "fate", "reason"])
      .select(["received_at", "settled_at"])
      .where("desk_id", "=", deskId)
      // Written out: else the index of these alone is not known to serve.
      .where(sql<boolean>`fate in ('spam', 'rejected_by_rule')`)
      .where("erased_at", "is", null)
  );
}

type MailRow = Awaited<ReturnType<ReturnType<typeof mailRows>["execute"]>>[number];

function mailItem(row: MailRow): Found {
  return {
    ...{ id: row.id, kind: "mail", ticketNumber: null },
    ...{ from: row.from_address, subject: row.subject ?? "", preview: "" },
    at: row.received_at.toISOString(),
    since: row.settled_at ?? row.received_at,
    fate: row.fate === "spam" ? "spam" : "rejected_by_rule",
    reason: row.reason,
  };
}

async function ticketsAfter(call: Call, { after, limit }: Page): Promise<Found[]> {
  return toItems(
    await ticketRows(call)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(spam_at, id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
        ),
      )
      .orderBy("spam_at", "desc")
      .orderBy("id", "desc")
      .limit(rowsFor(limit))
      .execute(),
  );
}

async function ticketItems(call: Call, id: string): Promise<Found[]> {
  return toItems(await ticketRows(call).where("id", "=", id).execute());
}

function ticketRows({ db, agent }: Call) {
  return spamTickets(db, agent)
    .select(["id", "number", "name", "preview", "spam_at"])
    .select(spamWriter.as("sender"));
}

type TicketRow = Awaited<ReturnType<ReturnType<typeof ticketRows>["execute"]>>[number];

function toItems(rows: readonly TicketRow[]): Found[] {
  return rows.map((row) => ({
    since: row.spam_at ?? new Date(0),
    ...{ id: row.id, kind: "ticket" as const, ticketNumber: row.number, from: row.sender },
    ...{ subject: row.name, preview: row.preview, at: (row.spam_at ?? new Date(0)).toISOString() },
    ...{ fate: "marked" as const, reason: null },
  }));
}
