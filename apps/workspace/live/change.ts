import {
  deleteTicket,
  markRead,
  type Pull,
  pullActivities,
  type PullRange,
  restoreTicket,
  type Ticket,
  updateTicket,
} from "#contract/tickets.ts";
import { PropertyValues } from "#contract/properties.ts";
import type { SentTo } from "#contract/operation.ts";
import { call } from "./api.ts";
import { countSoon, ticketChanged } from "./apply.ts";
import { cache } from "./cache.ts";
import { begin } from "./changing.ts";
import { dropTicket, knownRow, patchTicket, placeTicket } from "./lists.ts";
import { queries } from "./queries.ts";

/** What can be changed of a ticket: name, status, owner, priority, properties, contacts, company. */
export type Change = Omit<SentTo<typeof updateTicket>, "number">;
/** What was filled in because something asked for it: built-in properties, and the desk's own under `properties`. */
export type Filled = Pick<
  Change,
  "priority" | "category" | "description" | "resolution" | "properties"
>;

/**
 * Changes a ticket: drawn at once, taken back when the server refuses (and thrown). The answer is the change that
 * undoes this one.
 */
export async function changeTicket(number: number, change: Change): Promise<Change> {
  const before = cache.getQueryData(queries.ticket(number).queryKey) ?? knownRow(number);
  const back = patchTicket(number, drawn(change));
  const done = begin(number);
  try {
    const ticket = await call(updateTicket, { number, ...change });
    cache.setQueryData(queries.ticket(number).queryKey, ticket);
    placeTicket(ticket);
    countSoon();
    return before ? reverse(change, before) : {};
  } catch (error) {
    back();
    throw error;
  } finally {
    done();
  }
}

/** Pulls what happened before with somebody onto the ticket's timeline, or takes it off. */
export async function pullOnto(
  number: number,
  of: Pick<Pull, "kind" | "id">,
  range: PullRange | null,
): Promise<void> {
  const ticket = await call(pullActivities, { number, ...of, range: range ?? "none" });
  cache.setQueryData(queries.ticket(number).queryKey, ticket);
  void cache.invalidateQueries({ queryKey: queries.activity(number).queryKey });
}

/** Into the bin; gone from the lists at once. */
export async function binTicket(number: number): Promise<void> {
  dropTicket(number);
  try {
    await call(deleteTicket, { number });
    countSoon();
  } catch (error) {
    void cache.invalidateQueries({ queryKey: ["tickets"] });
    throw error;
  }
}

export async function unbinTicket(number: number): Promise<void> {
  const ticket = await call(restoreTicket, { number });
  cache.setQueryData(queries.ticket(number).queryKey, ticket);
  placeTicket(ticket);
  countSoon();
}

/** Read or unread, for me only. */
export async function setRead(number: number, read: boolean): Promise<void> {
  const back = patchTicket(number, { unread: !read });
  try {
    await call(markRead, { number, read });
    countSoon();
  } catch {
    back();
    ticketChanged(number);
  }
}

/** The part of a change that a ticket shows under the same name, with what follows from a status. */
export function drawn(change: Change): Partial<Ticket> {
  const { contactIds: _contacts, override: _override, statusId, properties, ...rest } = change;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const status = statusId ? kindOf(statusId) : undefined;
  return {
    ...known,
    ...(properties ? { properties: valuesIn(properties) } : {}),
    ...(statusId ? { statusId } : {}),
    ...(status ? { open: status === "open" } : {}),
  };
}

function valuesIn(properties: NonNullable<Change["properties"]>): PropertyValues {
  const given = Object.entries(properties).filter((pair) => pair[1] !== undefined);
  return PropertyValues.parse(Object.fromEntries(given));
}

function kindOf(statusId: string): "open" | "closed" | undefined {
  const pipelines = cache.getQueryData(queries.pipelines().queryKey)?.items ?? [];
  return pipelines.flatMap((pipeline) => pipeline.statuses).find((status) => status.id === statusId)
    ?.kind;
}

function reverse(change: Change, before: Partial<Ticket>): Change {
  const undo: Record<string, unknown> = {};
  for (const key of Object.keys(change)) {
    if (key === "override") continue;
    if (key === "properties") undo[key] = valuesBefore(change, before);
    else if (key === "contactIds") undo[key] = before.contacts?.map((contact) => contact.id);
    else undo[key] = Object.entries(before).find(([name]) => name === key)?.[1];
  }
  if ("pipelineId" in undo) undo["statusId"] = before.statusId;
  if ("ownerId" in undo) undo["assignedTeamIds"] = before.assignedTeamIds;
  return undo;
}

function valuesBefore({ properties }: Change, before: Partial<Ticket>): PropertyValues {
  const names = Object.keys(properties ?? {});
  return Object.fromEntries(names.map((name) => [name, before.properties?.[name] ?? null]));
}
