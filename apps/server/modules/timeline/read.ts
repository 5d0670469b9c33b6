/** Everything that happened with a record in one order: what was said on its tickets, and its own changes. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/timeline.ts";
import { changesOf, type RecordKind, readCompany, readContact } from "#modules/contacts";
import { readDeal, ticketsOfDeal } from "#modules/deals";
import { ticketTimeline, type TimelineOf, visibleNumbers } from "#modules/tickets";
import type { Agent, Call } from "#platform/call.ts";
import { At, cutPage, readCursor } from "#platform/cursor.ts";
import type { Db } from "#platform/db.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);
type TimelineEntry = contract.TimelineEntry;
type Page = OutputOf<typeof contract.readContactTimeline>;
type Paging = Omit<InputOf<typeof contract.readContactTimeline>, "id">;

export async function readContactTimeline(
  call: Call,
  { id, ...paging }: InputOf<typeof contract.readContactTimeline>,
): Promise<Page> {
  const contact = await readContact(call, { id });
  return timeline(call, { kind: "contact", id: contact.id }, { contactId: contact.id }, paging);
}

export async function readCompanyTimeline(
  call: Call,
  { id, ...paging }: InputOf<typeof contract.readCompanyTimeline>,
): Promise<Page> {
  const company = await readCompany(call, { id });
  return timeline(call, { kind: "company", id: company.id }, { companyId: company.id }, paging);
}

export async function readDealTimeline(
  call: Call,
  { id, ...paging }: InputOf<typeof contract.readDealTimeline>,
): Promise<Page> {
  const deal = await readDeal(call, { id });
  const ticketIds = ticketsOfDeal(call.desk.id, deal.id);
  return timeline(call, { kind: "deal", id: deal.id }, { ticketIds }, paging);
}

/** Each source is asked for a whole page, so that the newest of all are among the answers. */
async function timeline(
  { db, desk, agent }: Call,
  record: { kind: RecordKind; id: string },
  of: TimelineOf,
  { limit, cursor }: Paging,
): Promise<Page> {
  const place = readCursor(cursor, Place);
  const page = { before: place && { at: new Date(place[0]), id: place[1] }, rows: limit + 1 };
  const [said, changed] = await Promise.all([
    ticketTimeline(db, agent, of, page),
    changesOf(db, desk.id, record, page),
  ]);
  const all = [...said, ...changed].toSorted((a, b) => newestFirst(a, b));
  const { rows: items, nextCursor } = cutPage(all, limit, ({ at, id }) => [at, id]);
  return { items: await withoutHidden(db, agent, items), nextCursor };
}

/** What was done with a ticket that one may not see names it by no number. */
async function withoutHidden(
  db: Db,
  agent: Agent,
  items: readonly TimelineEntry[],
): Promise<TimelineEntry[]> {
  const named = items.flatMap((entry) => numberIn(entry) ?? []);
  const seen = await visibleNumbers(db, agent, named);
  return items.map((entry) => {
    const number = numberIn(entry);
    return number === null || seen.has(number) ? entry : { ...entry, to: null };
  });
}

function numberIn(entry: TimelineEntry): number | null {
  if (entry.kind !== "change") return null;
  const { what, to } = entry;
  return (what === "ticket_added" || what === "ticket_removed") && to ? Number(to) : null;
}

type Entry = { at: string; id: string };

/** As the sources order theirs: by the moment, then by the id. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
