/** Everything that happened with a record in one order: what was said on its tickets, and its own changes. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type * as contract from "#contract/timeline.ts";
import { changesOf, type RecordKind, readCompany, readContact } from "#modules/contacts";
import { readDeal } from "#modules/deals";
import { ticketTimeline, type TimelineOf } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor } from "#platform/cursor.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);
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

/** Tickets of a deal have a place of their own beside it. */
export async function readDealTimeline(
  call: Call,
  { id, ...paging }: InputOf<typeof contract.readDealTimeline>,
): Promise<Page> {
  const deal = await readDeal(call, { id });
  return timeline(call, { kind: "deal", id: deal.id }, null, paging);
}

/** Each source is asked for a whole page, so that the newest of all are among the answers. */
async function timeline(
  { db, desk, agent }: Call,
  record: { kind: RecordKind; id: string },
  of: TimelineOf | null,
  { limit, cursor }: Paging,
): Promise<Page> {
  const place = readCursor(cursor, Place);
  const page = { before: place && { at: new Date(place[0]), id: place[1] }, rows: limit + 1 };
  const [said, changed] = await Promise.all([
    of ? ticketTimeline(db, agent, of, page) : [],
    changesOf(db, desk.id, record, page),
  ]);
  const all = [...said, ...changed].toSorted((a, b) => newestFirst(a, b));
  const { rows: items, nextCursor } = cutPage(all, limit, ({ at, id }) => [at, id]);
  return { items, nextCursor };
}

type Entry = { at: string; id: string };

/** As the sources order theirs: by the moment, then by the id. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
