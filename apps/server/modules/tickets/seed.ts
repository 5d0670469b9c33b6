/** Many tickets at once with their whole history, for the sample desk: nothing is sent, nothing is announced. */
import type { Mailbox, Priority, Source } from "#contract/common.ts";
import { takeTicketNumbers } from "#modules/desks";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import type { By, Cause, Step } from "./history.ts";
import { previewOf } from "./ticket.ts";

export type SeedMessage = {
  id: string;
  kind: "message" | "comment";
  direction: "incoming" | "outgoing" | null;
  author: By;
  from: Mailbox | null;
  to: readonly Mailbox[];
  cc: readonly Mailbox[];
  subject: string | null;
  text: string;
  html: string | null;
  /** The new text, where history is folded. */
  visibleText: string | null;
  sanitizerVersion: number | null;
  blockedImages: number;
  /** Message-ID of the mail; null for comments. */
  messageId: string | null;
  replyToMessageId: string | null;
  automatic: boolean;
  mentions: readonly string[];
  attachments: readonly {
    fileId: string;
    name: string;
    contentId: string | null;
    inline: boolean;
  }[];
  writtenAt: Date;
};

export type SeedTicket = {
  name: string;
  pipelineId: string;
  status: { id: string; open: boolean };
  owner: { type: "user" | "team"; id: string } | null;
  priority: Priority | null;
  category: string | null;
  description: string | null;
  resolution: string | null;
  source: Source;
  channelId: string | null;
  contacts: readonly { id: string; name: string; email: string; companyId: string | null }[];
  createdAt: Date;
  closedAt: Date | null;
  /** Oldest first. */
  messages: readonly SeedMessage[];
  history: readonly (Step & { at: Date })[];
  /** Who has read all of it. */
  readBy: readonly string[];
};

/** Answers the ids in the order given; numbers follow that order. */
export async function seedTickets(
  tx: Tx,
  deskId: string,
  tickets: readonly SeedTicket[],
): Promise<{ id: string; number: number }[]> {
  const made = tickets.map((ticket) => ({ ticket, id: newId(ticket.createdAt.getTime()) }));
  const first = await takeTicketNumbers(tx, deskId, tickets.length);
  const at = made.map((one, index) => ({ ...one, deskId, number: first + index }));
  await insert(at, (rows) => tx.insertInto("tickets").values(rows).execute(), ticketRows);
  await insert(at, (rows) => tx.insertInto("ticket_contacts").values(rows).execute(), contactRows);
  await insert(at, (rows) => tx.insertInto("participants").values(rows).execute(), partRows);
  await insert(at, (rows) => tx.insertInto("messages").values(rows).execute(), messageRows);
  await insert(at, (rows) => tx.insertInto("attachments").values(rows).execute(), fileRows);
  await insert(at, (rows) => tx.insertInto("activities").values(rows).execute(), historyRows);
  await insert(at, (rows) => tx.insertInto("ticket_reads").values(rows).execute(), readRows);
  return at.map(({ id, number }) => ({ id, number }));
}

type Made = { ticket: SeedTicket; id: string; deskId: string; number: number };

/** PostgreSQL takes 65,535 values in a statement. */
const most = 500;

async function insert<Row>(
  made: readonly Made[],
  write: (rows: Row[]) => Promise<unknown>,
  rowsOf: (one: Made) => Row[],
) {
  const rows = made.flatMap(rowsOf);
  for (let at = 0; at < rows.length; at += most) await write(rows.slice(at, at + most));
}

function ticketRows({ ticket, id, deskId, number }: Made) {
  const said = ticket.messages.filter(({ kind }) => kind === "message");
  const newest = said.at(-1);
  const last = ticket.messages.at(-1)?.writtenAt ?? ticket.createdAt;
  const [main] = ticket.contacts;
  return [
    {
      ...{ desk_id: deskId, id, number, name: ticket.name, pipeline_id: ticket.pipelineId },
      ...{ status_id: ticket.status.id, open: ticket.status.open },
      owner_user_id: ticket.owner?.type === "user" ? ticket.owner.id : null,
      owner_team_id: ticket.owner?.type === "team" ? ticket.owner.id : null,
      assigned_team_ids: ticket.owner?.type === "team" ? [ticket.owner.id] : [],
      ...{ priority: ticket.priority, category: ticket.category },
      ...{ description: ticket.description, resolution: ticket.resolution },
      ...{ source: ticket.source, channel_id: ticket.channelId },
      contact_id: main?.id ?? null,
      company_id: main?.companyId ?? null,
      preview: previewOf(newest?.visibleText ?? newest?.text ?? ""),
      newest_message_id: newest?.id ?? null,
      newest_message_at: newest?.writtenAt ?? null,
      newest_direction: newest?.direction ?? null,
      active_at: newest?.writtenAt ?? ticket.createdAt,
      first_replied_at: said.find(({ direction }) => direction === "outgoing")?.writtenAt ?? null,
      closed_at: ticket.closedAt,
      last_closed_at: ticket.closedAt,
      created_at: ticket.createdAt,
      updated_at: new Date(Math.max(last.getTime(), ticket.closedAt?.getTime() ?? 0)),
    },
  ];
}

function contactRows({ ticket, id, deskId }: Made) {
  return ticket.contacts.map((contact, position) => ({
    ...{ desk_id: deskId, ticket_id: id, contact_id: contact.id, position },
  }));
}

/** Everybody who wrote or was written to and is a contact of the ticket: channels take no part. */
function partRows({ ticket, id, deskId }: Made) {
  const wrote = new Set(ticket.messages.map(({ from }) => from?.address.toLowerCase()));
  return ticket.contacts.map(({ id: contactId, name, email }) => ({
    ...{
      desk_id: deskId,
      ticket_id: id,
      address: email.toLowerCase(),
      name,
      contact_id: contactId,
    },
    role: wrote.has(email.toLowerCase()) ? ("from" as const) : ("cc" as const),
    created_at: ticket.createdAt,
  }));
}

function messageRows({ ticket, id, deskId }: Made) {
  return ticket.messages.map((message) => ({
    ...{ desk_id: deskId, id: message.id, ticket_id: id },
    ...{ kind: message.kind, direction: message.direction },
    channel_id: message.kind === "message" ? ticket.channelId : null,
    author_user_id: message.author.type === "user" ? message.author.id : null,
    author_contact_id: message.author.type === "contact" ? message.author.id : null,
    ...{ from_name: message.from?.name ?? "", from_address: message.from?.address ?? null },
    to_addresses: JSON.stringify(message.to),
    cc_addresses: JSON.stringify(message.cc),
    ...{ subject: message.subject, text: message.text, html: message.html },
    ...{ visible_text: message.visibleText, sanitizer_version: message.sanitizerVersion },
    blocked_images: message.blockedImages,
    delivery: message.direction === "outgoing" ? ("sent" as const) : null,
    sent_at: message.direction === "outgoing" ? message.writtenAt : null,
    ...{ message_id: message.messageId, reply_to_message_id: message.replyToMessageId },
    ...{ automatic: message.automatic, mentions: [...message.mentions] },
    written_at: message.writtenAt,
  }));
}

function fileRows({ ticket, id, deskId }: Made) {
  return ticket.messages.flatMap((message) =>
    message.attachments.map(({ fileId, name, contentId, inline }, position) => ({
      ...{ desk_id: deskId, ticket_id: id, message_id: message.id, position },
      ...{ file_id: fileId, name, content_id: contentId, inline },
    })),
  );
}

function historyRows({ ticket, id, deskId }: Made) {
  return ticket.history.map(({ at, what, cause, by, property, from, to, messageId }) => ({
    ...{ desk_id: deskId, id: newId(at.getTime()), ticket_id: id, what, at },
    ...{ cause: cause satisfies Cause, by_type: by.type, by_id: by.id },
    ...{ property: property ?? null, from_value: from ?? null, to_value: to ?? null },
    message_id: messageId ?? null,
  }));
}

/** Read just now, as it were: after the newest message. */
function readRows({ ticket, id, deskId }: Made) {
  const read_at = ticket.messages.at(-1)?.writtenAt ?? ticket.createdAt;
  return ticket.readBy.map((user_id) => ({ desk_id: deskId, ticket_id: id, user_id, read_at }));
}
