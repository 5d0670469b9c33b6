/** Who takes part in a conversation: everybody who wrote or was written to openly. Bcc never counts. */
import { sql } from "kysely";
import type { Mailbox } from "#contract/common.ts";
import { isAddress } from "#mail/address.ts";
import { servedAddresses } from "#modules/channels";
import { contactIdsOfEmails } from "#modules/contacts";
import type { Tx } from "#platform/db.ts";
import type { Ticket } from "./ticket.ts";

export type Role = "from" | "to" | "cc";
export type Part = Mailbox & { role: Role };

/** Adds those who are new and answers their addresses. Our own channels never take part. */
export async function addParticipants(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  parts: readonly Part[],
  at: Date,
): Promise<string[]> {
  const news = await withoutKnown(tx, ticket, once(parts));
  return keepParticipants(tx, ticket, await peopleOf(tx, ticket.desk_id, news), at);
}

type Participant = Part & { contactId: string | null };

/** Who takes part in a new ticket: only read, so that it can be asked before the ticket is written. */
export function firstParticipants(
  tx: Tx,
  deskId: string,
  parts: readonly Part[],
): Promise<Participant[]> {
  return peopleOf(tx, deskId, once(parts));
}

export async function keepParticipants(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id" | "id">,
  people: readonly Participant[],
  at: Date,
): Promise<string[]> {
  if (people.length === 0) return [];
  const rows = await tx
    .insertInto("participants")
    .values(
      people.map(({ name, address, role, contactId }) => ({
        desk_id: ticket.desk_id,
        ticket_id: ticket.id,
        address,
        name: name.slice(0, 200),
        contact_id: contactId,
        role,
        created_at: at,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["desk_id", "ticket_id", "address"]).doUpdateSet({
        name: sql`coalesce(nullif(excluded.name, ''), participants.name)`,
        contact_id: sql`coalesce(participants.contact_id, excluded.contact_id)`,
        role: sql`case when excluded.role = 'from' then 'from' else participants.role end`,
      }),
    )
    .returning(["address", sql<boolean>`xmax = 0`.as("added")])
    .execute();
  return rows.filter(({ added }) => added).map(({ address }) => address);
}

async function peopleOf(tx: Tx, deskId: string, parts: readonly Part[]): Promise<Participant[]> {
  const people = parts.length > 0 ? await withoutOurs(tx, deskId, parts) : [];
  const addresses = people.map(({ address }) => address);
  const contacts = await contactIdsOfEmails(tx, deskId, addresses);
  return people.map((one) => ({ ...one, contactId: contacts.get(one.address) ?? null }));
}

/** Those of whom the conversation knows nothing yet, or less than they now show. Mostly nobody. */
async function withoutKnown(tx: Tx, ticket: Pick<Ticket, "desk_id" | "id">, parts: Part[]) {
  if (parts.length === 0) return [];
  const rows = await tx
    .selectFrom("participants")
    .select(["address", "role", "name"])
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .execute();
  const known = new Map(rows.map((row) => [row.address, row]));
  return parts.filter(({ address, role, name }) => {
    const one = known.get(address);
    return !one || (role === "from" && one.role !== "from") || (one.name === "" && name !== "");
  });
}

/** Mailboxes that are not addresses of this desk's channels, plus-addressed ones included. */
async function withoutOurs<Box extends Mailbox>(
  tx: Tx,
  deskId: string,
  boxes: readonly Box[],
): Promise<Box[]> {
  const served = await servedAddresses(
    tx,
    boxes.map(({ address }) => address),
  );
  return boxes.filter(({ address }) => served.get(address)?.deskId !== deskId);
}

/** Each address once, in lower case, in its first role; what is no address cannot take part. */
function once(parts: readonly Part[]): Part[] {
  const people = new Map<string, Part>();
  for (const part of parts.slice(0, most)) {
    const address = part.address.trim().toLowerCase();
    if (isAddress(address) && !people.has(address)) people.set(address, { ...part, address });
  }
  return [...people.values()];
}

/** A mail to thousands is a list, not a conversation. */
const most = 200;
