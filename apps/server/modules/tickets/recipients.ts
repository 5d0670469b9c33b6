/** To whom a reply goes, and from which of our addresses. */
import type { Selectable } from "kysely";
import { answerTo, fromFor, onceEach, withoutThose } from "#contract/answering.ts";
import type { Mailbox } from "#contract/common.ts";
import type { Reply } from "#contract/replies.ts";
import { isAddress } from "#mail/address.ts";
import { type ChannelRow, channelsOf, replyDefaultOf, servedAddresses } from "#modules/channels";
import { contactById } from "#modules/contacts";
import type { Agent, Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Messages } from "#platform/schema.gen.ts";
import { messageOn } from "./access.ts";
import { mailboxes } from "./outgoing.ts";
import type { Ticket } from "./ticket.ts";

type Row = Selectable<Messages>;
export type Recipients = { to: Mailbox[]; cc: Mailbox[]; bcc: Mailbox[] };

/**
 * The message that is answered: the chosen one, else the newest of a person, since neither who sends a vacation notice
 * nor whom we asked outside need be who we write to; null on a ticket without a conversation.
 */
export async function targetOf(
  tx: Tx,
  ticket: Ticket,
  chosen: string | null | undefined,
): Promise<Row | null> {
  const id = chosen ?? ticket.newest_message_id;
  if (!id) return null;
  const target = await messageOn(tx, ticket, id);
  if (target?.kind !== "message") throw refuse("message_not_found");
  if (chosen || !(target.automatic || target.forwarded_message_id)) return target;
  return (await newestOfPerson(tx, ticket)) ?? target;
}

async function newestOfPerson(tx: Tx, ticket: Ticket): Promise<Row | undefined> {
  return tx
    .selectFrom("messages")
    .selectAll()
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("kind", "=", "message")
    .where("automatic", "=", false)
    .where("forwarded_message_id", "is", null)
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** To whom a message of ours went, in lower case. */
export async function addresseesOf(
  tx: Tx,
  deskId: string,
  messageId: string | null,
): Promise<ReadonlySet<string>> {
  if (messageId === null) return new Set();
  const sent = await tx
    .selectFrom("messages")
    .select(["to_addresses", "cc_addresses", "bcc_addresses"])
    .where("desk_id", "=", deskId)
    .where("id", "=", messageId)
    .where("direction", "=", "outgoing")
    .executeTakeFirst();
  const lists = sent ? [sent.to_addresses, sent.cc_addresses, sent.bcc_addresses] : [];
  return new Set(lists.flatMap(mailboxes).map(({ address }) => address.trim().toLowerCase()));
}

/**
 * The chosen channel, else the one that the rule of the contract names.
 * @throws Refusal channel_not_found, channel_needed
 */
export async function channelFor(
  tx: Tx,
  agent: Pick<Agent, "teamIds">,
  ticket: Ticket,
  target: Row | null,
  chosen: string | null | undefined,
): Promise<ChannelRow> {
  const channels = await channelsOf(tx, ticket.desk_id);
  if (chosen && !channels.some(({ id }) => id === chosen)) throw refuse("channel_not_found");
  const { channelId } = fromFor({
    chosen: chosen ?? null,
    threads: [target?.channel_id, ticket.channel_id],
    answered: ticket.first_replied_at !== null,
    teamDefault: await replyDefaultOf(tx, ticket.desk_id, agent.teamIds),
    connected: channels.map(({ id }) => id),
  });
  const channel = channels.find(({ id }) => id === channelId);
  if (!channel) throw refuse("channel_needed");
  return channel;
}

export function fromName({ agent, desk }: Pick<Call, "agent" | "desk">, channel: ChannelRow) {
  return channel.from_name === "desk" ? desk.name : `${agent.name} (${desk.name})`;
}

/**
 * As the agent named them; whoever names nobody answers everybody who took part in the target message.
 * @throws Refusal recipient_invalid, recipient_needed, contact_needed
 */
export async function recipientsFor(
  tx: Tx,
  ticket: Ticket,
  target: Row | null,
  { to, cc, bcc }: Pick<Reply, "to" | "cc" | "bcc">,
): Promise<Recipients> {
  const usual = to === undefined ? await usualRecipients(tx, ticket, target) : { to, cc: [] };
  const named = { to: usual.to, cc: cc ?? usual.cc, bcc: bcc ?? [] };
  for (const { address } of [...named.to, ...named.cc, ...named.bcc])
    if (!isAddress(address)) throw refuse("recipient_invalid", { address });
  if (named.to.length === 0) throw refuse("recipient_needed");
  return eachOnce(named);
}

async function usualRecipients(tx: Tx, ticket: Ticket, target: Row | null) {
  const contact = await mainContact(tx, ticket);
  if (!target && !contact) throw refuse("contact_needed");
  const answered = target ? answeredOf(target) : null;
  const named = answered ? [answered.from, ...answered.to, ...answered.cc] : [];
  const addresses = named.map(({ address }) => address);
  const served = await servedAddresses(tx, addresses);
  const { to, cc } = answerTo(answered, {
    main: contact?.email ? { name: contact.name, address: contact.email } : null,
    isOurs: (address) => served.get(address)?.deskId === ticket.desk_id,
  });
  return { to, cc: cc.filter(({ address }) => isAddress(address)) };
}

function answeredOf(target: Row) {
  return {
    direction: target.direction,
    from: { name: target.from_name, address: target.from_address ?? "" },
    to: mailboxes(target.to_addresses),
    cc: mailboxes(target.cc_addresses),
  };
}

function mainContact(tx: Tx, ticket: Ticket) {
  return ticket.contact_id ? contactById(tx, ticket.desk_id, ticket.contact_id) : null;
}

/** Nobody gets a mail twice: the first place counts. */
function eachOnce(named: Recipients): Recipients {
  const [to, cc] = [onceEach(named.to), withoutThose(onceEach(named.cc), named.to)];
  return { to, cc, bcc: withoutThose(onceEach(named.bcc), [...to, ...cc]) };
}
