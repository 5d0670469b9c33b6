/** Sharing one ticket with users and teams beside its owner, and who can see it. */
import * as z from "zod";
import type {
  readTicketAccess as readContract,
  ShareLevel,
  shareTicket as shareContract,
  unshareTicket as unshareContract,
} from "#contract/access.ts";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import {
  activeAgents,
  dropShare,
  keepShare,
  mayOnTicket,
  sharesOf,
  whyNotOwner,
  whySees,
} from "#modules/people";
import type { Agent, Call } from "#platform/call.ts";
import { cutPage, readCursor } from "#platform/cursor.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { findTicket, lockTicket } from "./access.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { refuseIfMerged } from "./stale.ts";
import { momentOn, type Ticket } from "./ticket.ts";

/** Where a page ends: the name and the id that it is sorted by. */
const Place = z.tuple([z.string(), Id]);
const most = 100;

export async function readTicketAccess(
  { db, agent }: Call,
  { number, limit, cursor }: InputOf<typeof readContract>,
): Promise<OutputOf<typeof readContract>> {
  const ticket = await findTicket(db, agent, number);
  const after = readCursor(cursor, Place);
  const people = await activeAgents(db, agent.deskId, after && { name: after[0], id: after[1] });
  const seeing = people.flatMap((one) => sightOf(one, ticket));
  const page = cutPage(seeing, limit, ({ name, userId }) => [name, userId]);
  const shares = await sharesOf(db, placeOf(ticket));
  return { items: page.rows, nextCursor: page.nextCursor, shares };
}

export function shareTicket(
  call: Call,
  { number, id, level }: InputOf<typeof shareContract>,
): Promise<OutputOf<typeof shareContract>> {
  return call.db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, call.agent, number, "edit");
    refuseIfMerged(ticket);
    await shareWith(tx, call, ticket, { ids: [id], level });
    return { shares: await sharesOf(tx, placeOf(ticket)) };
  });
}

export function unshareTicket(
  call: Call,
  { number, id }: InputOf<typeof unshareContract>,
): Promise<OutputOf<typeof unshareContract>> {
  return call.db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, call.agent, number, "edit");
    refuseIfMerged(ticket);
    const shared = (await sharesOf(tx, placeOf(ticket))).find((one) => one.id === id);
    if (shared) {
      await dropShare(tx, placeOf(ticket), id);
      await tell(tx, call, ticket, { what: "unshared", ...shared });
    }
    return { shares: await sharesOf(tx, placeOf(ticket)) };
  });
}

type Wanted = { ids: readonly string[]; level: ShareLevel };

/**
 * On a ticket that is locked. With `messageId` it goes along with a comment, which tells them by itself.
 * @throws Refusal share_unknown, share_without_access, share_limit
 */
export async function shareWith(
  tx: Tx,
  call: Call,
  ticket: Ticket,
  { ids, level, messageId }: Wanted & { messageId?: string },
): Promise<void> {
  const before = await sharesOf(tx, placeOf(ticket));
  for (const id of new Set(ids)) {
    const type = await typeOf(tx, ticket, id);
    if (before.some((one) => one.id === id && one.level === level)) continue;
    const { agent, now } = call;
    await keepShare(tx, placeOf(ticket), { type, id }, { level, byUserId: agent.id, at: now });
    await tell(tx, call, ticket, {
      what: "shared",
      type,
      id,
      level,
      ...(messageId && { messageId }),
    });
  }
  if ((await sharesOf(tx, placeOf(ticket))).length > most) throw refuse("share_limit");
}

async function typeOf(tx: Tx, ticket: Ticket, id: string): Promise<"user" | "team"> {
  const [deskId, pipelineId] = [ticket.desk_id, ticket.pipeline_id];
  const why = await whyNotOwner(tx, deskId, { type: "user", id }, pipelineId);
  if (why === "owner_without_access") throw refuse("share_without_access");
  if (why === null) return "user";
  if (await whyNotOwner(tx, deskId, { type: "team", id }, pipelineId))
    throw refuse("share_unknown");
  return "team";
}

type Happened = {
  what: "shared" | "unshared";
  type: "user" | "team";
  id: string;
  level: ShareLevel;
  messageId?: string;
};

async function tell(tx: Tx, { agent, now }: Call, ticket: Ticket, happened: Happened) {
  const { what, type, id, level, messageId } = happened;
  const at = momentOn(ticket, now);
  const value = what === "shared" ? { to: id } : { from: id };
  const step = { what, cause: causeOf(agent), by: byAgent(agent), property: level, ...value };
  await record(tx, ticket, at, [step]);
  const ids = {
    ticketId: ticket.id,
    ticketNumber: ticket.number,
    ...(type === "user" ? { userId: id } : { teamId: id }),
    ...(messageId && { messageId }),
  };
  const event = { deskId: ticket.desk_id, at: now, ids, byUserId: agent.id };
  await publish(tx, { type: `ticket.${what}`, ...event });
}

function sightOf(agent: Agent, ticket: Ticket) {
  const why = whySees(agent, ticket);
  if (!why) return [];
  const level: ShareLevel = mayOnTicket(agent, "edit", ticket) ? "edit" : "view";
  return [{ userId: agent.id, name: agent.name, why, level }];
}

function placeOf({ desk_id: deskId, id: ticketId }: Ticket) {
  return { deskId, ticketId };
}
