/**
 * A mail written from a record: it opens a ticket, marked as outbound, whose first message it is.
 *
 * It leaves like any reply, with the same time to take it back, but it is no reply: no automation moves the status.
 */
import type { Selectable } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { writeFromCompany as fromCompany } from "#contract/record-mails.ts";
import type { Reply, writeToContact as contract } from "#contract/replies.ts";
import { companyById, contactById, type Person } from "#modules/contacts";
import { nextTicketNumber } from "#modules/desks";
import { mayOnTicket } from "#modules/people";
import { firstOpen, pipelineWithStatuses } from "#modules/pipelines";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import type { Tickets } from "#platform/schema.gen.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { messageAnswer } from "./message.ts";
import { takenBy } from "./owner.ts";
import { firstParticipants, keepParticipants } from "./participants.ts";
import { keepContacts } from "./people.ts";
import { answerAfter } from "./read.ts";
import { hashOf, writingOnce } from "./repeat.ts";
import { keepMessage } from "./reply.ts";
import { mailParts, type OutgoingMail, writeMail } from "./write-mail.ts";
import { previewOf } from "./ticket.ts";

type Input = InputOf<typeof contract>;
type Answer = OutputOf<typeof contract>;
type Row = Selectable<Tickets>;

export function writeToContact(call: Call, input: Input): Promise<Answer> {
  return writeFirst(call, input, {
    find: async (tx) => {
      const contact = await correspondent(tx, call, input.contactId);
      return { contact, companyId: contact.companyId };
    },
  });
}

export function writeFromCompany(call: Call, input: InputOf<typeof fromCompany>): Promise<Answer> {
  return writeFirst(call, input, {
    find: async (tx) => {
      const company = await companyById(tx, call.desk.id, input.companyId);
      if (!company) throw refuse("company_not_found");
      const contact = await correspondent(tx, call, input.contactId);
      if (contact.companyId !== company.id) throw refuse("contact_elsewhere");
      return { contact, companyId: company.id };
    },
  });
}

/** @throws Refusal contact_not_found */
export async function correspondent(tx: Tx, { desk }: Call, id: string): Promise<Person> {
  const contact = await contactById(tx, desk.id, id);
  if (!contact || contact.deleted) throw refuse("contact_not_found");
  return contact;
}

/** The record that a mail is written from. */
type From = {
  /** To whom, and whose ticket it will be. @throws Refusal when the record has no such contact */
  find: (tx: Tx) => Promise<{ contact: Person; companyId: string | null }>;
  /** What the record does with the ticket. */
  associate?: (tx: Tx, number: number) => Promise<void>;
};

/** @throws Refusal edit_forbidden, id_reused, and whatever may be wrong with the mail */
export function writeFirst(call: Call, input: Input, from: From): Promise<Answer> {
  const { db, desk } = call;
  const hash = hashOf(call.agent.id, input);
  const write = () =>
    db.transaction().execute(async (tx) => {
      const earlier = await earlierAnswer(tx, call, input.id, hash);
      if (earlier) return earlier;
      const { contact, companyId } = await from.find(tx);
      const blank = await newTicket(tx, call, input.subject, { contact, companyId });
      const reply: Reply = { ...input, number: 1, seenMessageId: null };
      const mail = await writeMail(tx, call, blank, reply);
      const people = await firstParticipants(tx, desk.id, mailParts(mail));
      // The counter makes others wait until our commit, so everything that only reads came before.
      const ticket = { ...blank, number: await nextTicketNumber(tx, desk.id) };
      await keepTicket(tx, ticket, contact, input.id, mail);
      const added = await keepParticipants(tx, ticket, people, call.now);
      const after = { columns: newestColumns(ticket, input.id, mail) };
      await keepMessage(tx, call, ticket, reply, { at: call.now, mail, hash, after, added });
      await tell(tx, call, ticket, input.id);
      await from.associate?.(tx, ticket.number);
      return answer(tx, call, ticket, input.id);
    });
  return writingOnce(write, "messages_pkey");
}

/** @throws Refusal id_reused when something else was sent under the id */
async function earlierAnswer(tx: Tx, call: Call, id: string, hash: Buffer): Promise<Answer | null> {
  const earlier = await tx
    .selectFrom("messages")
    .innerJoin("tickets", (join) =>
      join
        .onRef("tickets.desk_id", "=", "messages.desk_id")
        .onRef("tickets.id", "=", "messages.ticket_id"),
    )
    .select(["messages.sent_hash", "tickets.id", "tickets.desk_id", "tickets.number"])
    .where("messages.desk_id", "=", call.desk.id)
    .where("messages.id", "=", id)
    .executeTakeFirst();
  if (!earlier) return null;
  if (!earlier.sent_hash?.equals(hash)) throw refuse("id_reused");
  return answer(tx, call, earlier, id);
}

async function answer(
  tx: Tx,
  { agent, now }: Call,
  ticket: Pick<Row, "desk_id" | "id" | "number">,
  messageId: string,
): Promise<Answer> {
  const message = await messageAnswer(tx, ticket, messageId, now);
  return { ticket: await answerAfter(tx, agent, ticket), message };
}

/** Whoever writes owns it. @throws Refusal edit_forbidden for those who may not even touch their own */
async function newTicket(
  tx: Tx,
  { desk, agent, now }: Call,
  name: string,
  { contact, companyId }: Awaited<ReturnType<From["find"]>>,
): Promise<Row> {
  const owner = takenBy(agent);
  const pipeline = await pipelineWithStatuses(tx, desk.id, null);
  if (!mayOnTicket(agent, "edit", { ...owner, pipeline_id: pipeline.id }))
    throw refuse("edit_forbidden");
  return {
    ...empty,
    ...owner,
    desk_id: desk.id,
    id: newId(now.getTime()),
    name,
    pipeline_id: pipeline.id,
    status_id: firstOpen(pipeline).id,
    contact_id: contact.id,
    company_id: companyId,
    active_at: now,
    created_at: now,
    updated_at: now,
  };
}

const empty = {
  assigned_team_ids: [],
  ...{ number: 0, open: true, outbound: true, source: "email" as const, preview: "" },
  ...{ priority: null, category: null, description: null, resolution: null, channel_id: null },
  ...{ newest_message_id: null, newest_message_at: null, newest_direction: null },
  ...{
    first_replied_at: null,
    closed_at: null,
    last_closed_at: null,
    reopened_at: null,
    created_hash: null,
  },
  ...{ merged_into_id: null, deleted_at: null, spam_at: null },
};

function newestColumns(ticket: Row, messageId: string, mail: OutgoingMail) {
  return {
    channel_id: mail.channelId,
    newest_message_id: messageId,
    newest_message_at: ticket.created_at,
    newest_direction: "outgoing" as const,
    preview: previewOf(mail.text),
    active_at: ticket.created_at,
  };
}

async function keepTicket(
  tx: Tx,
  ticket: Row,
  contact: Person,
  messageId: string,
  mail: OutgoingMail,
) {
  await tx
    .insertInto("tickets")
    .values({ ...ticket, ...newestColumns(ticket, messageId, mail) })
    .execute();
  await keepContacts(tx, ticket, [contact.id]);
}

async function tell(tx: Tx, { desk, agent, now }: Call, ticket: Row, messageId: string) {
  const step = { cause: causeOf(agent), by: byAgent(agent), messageId };
  await record(tx, ticket, now, [
    { ...step, what: "created" },
    { ...step, what: "replied" },
  ]);
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId };
  const event = { deskId: desk.id, at: now, ids, byUserId: agent.id };
  await publish(tx, { type: "ticket.created", ...event });
  await publish(tx, { type: "ticket.replied", ...event });
}
