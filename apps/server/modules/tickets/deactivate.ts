/** Deactivating a user with what becomes of their open tickets: in one transaction, so that none is left behind. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  countOpenTicketsOf as countOperation,
  deactivateUser as operation,
} from "#contract/users.ts";
import { changeUser, limitFacts, tellOfUser, usersById, whyNotOwner } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { giveTicket } from "./give.ts";
import { byAgent, causeOf } from "./history.ts";
import { nobody, type OwnerColumns, ownerFrom } from "./owner.ts";

type Asked = InputOf<typeof operation>;

export function deactivateUser(
  call: Call,
  { id, newOwner }: Asked,
): Promise<OutputOf<typeof operation>> {
  return call.db.transaction().execute(async (tx) => {
    const changed = await changeUser(tx, call, { id, state: "deactivated" });
    if (newOwner === undefined)
      return { user: await tellOfUser(tx, call, changed), movedTickets: 0 };
    const movedTickets = await handOn(tx, call, id, newOwner);
    const more = { movedTickets, newOwner: await nameOf(tx, call.desk.id, newOwner) };
    return { user: await tellOfUser(tx, call, changed, more), movedTickets };
  });
}

export async function countOpenTicketsOf(
  { db, desk }: Call,
  { id }: InputOf<typeof countOperation>,
): Promise<OutputOf<typeof countOperation>> {
  if (!(await usersById(db, desk.id, [id])).has(id)) throw refuse("user_not_found");
  const counted = await openTicketsOwnedBy(db, desk.id, id)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return { count: counted.count };
}

async function handOn(
  tx: Tx,
  { desk, agent, now }: Call,
  userId: string,
  newOwner: NonNullable<Asked["newOwner"]> | null,
): Promise<number> {
  const why = newOwner && (await whyNotOwner(tx, desk.id, newOwner));
  if (why) throw refuse(why);
  const tickets = await openTicketsOwnedBy(tx, desk.id, userId)
    .selectAll()
    .orderBy("id")
    .forNoKeyUpdate()
    .execute();
  const given = newOwner && { ownerType: newOwner.type, ownerId: newOwner.id };
  const owners = new Map<string, OwnerColumns>();
  for (const pipelineId of new Set(tickets.map((ticket) => ticket.pipeline_id))) {
    const place = { deskId: desk.id, pipelineId };
    owners.set(pipelineId, (given && (await ownerFrom(tx, place, given))) ?? nobody);
  }
  const how = { by: byAgent(agent), cause: causeOf(agent), now };
  for (const ticket of tickets)
    await giveTicket(tx, ticket, owners.get(ticket.pipeline_id) ?? nobody, how);
  return tickets.length;
}

function openTicketsOwnedBy(db: Db | Tx, deskId: string, userId: string) {
  return db
    .selectFrom("tickets")
    .where("desk_id", "=", deskId)
    .where("owner_user_id", "=", userId)
    .where("open", "=", true)
    .where("deleted_at", "is", null);
}

async function nameOf(tx: Tx, deskId: string, owner: NonNullable<Asked["newOwner"]> | null) {
  if (!owner) return null;
  const isUser = owner.type === "user";
  const ids = { userIds: isUser ? [owner.id] : [], teamIds: isUser ? [] : [owner.id] };
  return (await limitFacts(tx, deskId, ids))?.[0] ?? null;
}
