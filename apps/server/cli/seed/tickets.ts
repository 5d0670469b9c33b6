import { randomUUID } from "node:crypto";
import { indexEntries } from "#modules/search";
import { type SeedMessage, type SeedTicket, seedTickets } from "#modules/tickets";
import type { Db } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import type { SeedPeople } from "./desk.ts";
import { type Dice, dice, htmlOf, lengthOf, subjectOf, textOf } from "./text.ts";

/** Tickets of one transaction: it stays below a second, since a long one holds the event log back. */
const step = 250;
const minute = 60_000;
/** The desk's whole history: two years. */
const span = 730 * 24 * 60;

export async function seedTicketsOf(
  db: Db,
  deskId: string,
  people: SeedPeople,
  total: number,
  progress: (done: number) => void,
): Promise<{ messages: number }> {
  const roll = dice(42);
  const now = Date.now();
  let messages = 0;
  for (let done = 0; done < total; done += step) {
    const tickets = Array.from({ length: Math.min(step, total - done) }, (_, index) => {
      // Older tickets first, so that numbers grow with time.
      const age = span * (1 - (done + index + 1) / total);
      return makeTicket(roll, people, done + index, new Date(now - age * minute - minute));
    });
    messages += tickets.reduce((sum, ticket) => sum + ticket.messages.length, 0);
    const made = await db.transaction().execute((tx) => seedTickets(tx, deskId, tickets));
    await db
      .transaction()
      .execute((tx) =>
        indexEntries(tx, deskId, { tickets: made.map(({ id }) => id), messages: "all" }),
      );
    if ((done / step) % 40 === 39) progress(done + tickets.length);
  }
  return { messages };
}

function makeTicket(roll: Dice, people: SeedPeople, index: number, createdAt: Date): SeedTicket {
  const contact = pick(roll, people.contacts);
  // Old tickets are closed; of the newest tenth, half are open.
  const open = Date.now() - createdAt.getTime() < (span * minute) / 10 && roll(2) === 0;
  const statuses = people.pipeline.statuses.filter(({ kind }) => (kind === "open") === open);
  const status = pick(roll, statuses);
  const messages = conversation(roll, people, contact, index, createdAt);
  const closedAt = messages.at(-1)?.writtenAt ?? createdAt;
  return {
    name: subjectOf(roll, index),
    pipelineId: people.pipeline.id,
    status: { id: status.id, open },
    owner: ownerOf(roll, people, open),
    priority: pick(roll, [null, null, "low", "medium", "high", "urgent"] as const),
    category: pick(roll, [null, "Billing issue", "Product issue", "General inquiry"]),
    description: null,
    resolution: null,
    source: "email",
    channelId: people.channelId,
    contacts: [contact],
    createdAt,
    closedAt: open ? null : closedAt,
    messages,
    history: [
      {
        what: "created",
        cause: "mail_received",
        by: { type: "contact", id: contact.id },
        at: createdAt,
      },
    ],
    readBy: roll(3) === 0 ? [] : [pick(roll, people.userIds)],
  };
}

function ownerOf(roll: Dice, people: SeedPeople, open: boolean): SeedTicket["owner"] {
  const kind = roll(10);
  if (open && kind < 3) return null;
  if (kind < 4) return { type: "team", id: pick(roll, people.teamIds) };
  return { type: "user", id: pick(roll, people.userIds) };
}

function conversation(
  roll: Dice,
  people: SeedPeople,
  contact: SeedPeople["contacts"][number],
  index: number,
  begun: Date,
): SeedMessage[] {
  let at = begun.getTime();
  return Array.from({ length: lengthOf(roll) }, (_, place) => {
    const message = makeMessage(roll, { people, contact, index, place }, new Date(at));
    at += (1 + roll(60)) * minute;
    return message;
  });
}

type Place = {
  people: SeedPeople;
  contact: SeedPeople["contacts"][number];
  index: number;
  place: number;
};

function makeMessage(roll: Dice, at: Place, writtenAt: Date): SeedMessage {
  const comment = at.place > 0 && roll(8) === 0;
  const text = textOf(roll, at.index);
  return {
    ...(comment ? commentParts(roll, at) : mailParts(roll, at)),
    id: newId(writtenAt.getTime()),
    text,
    html: comment || roll(4) === 0 ? htmlOf(text) : null,
    visibleText: null,
    sanitizerVersion: null,
    blockedImages: 0,
    replyToMessageId: null,
    automatic: false,
    mentions: [],
    attachments: [],
    writtenAt,
  };
}

function commentParts(roll: Dice, { people }: Place) {
  const author = { type: "user" as const, id: pick(roll, people.userIds) };
  const nobody = { direction: null, from: null, to: [], cc: [], subject: null, messageId: null };
  return { kind: "comment" as const, author, ...nobody };
}

function mailParts(roll: Dice, { people, contact, index, place }: Place) {
  const incoming = place % 2 === 0;
  const customer = { name: contact.name, address: contact.email };
  const desk = { name: "Support", address: people.address };
  return {
    kind: "message" as const,
    direction: incoming ? ("incoming" as const) : ("outgoing" as const),
    author: incoming
      ? { type: "contact" as const, id: contact.id }
      : { type: "user" as const, id: pick(roll, people.userIds) },
    from: incoming ? customer : desk,
    to: [incoming ? desk : customer],
    cc: [],
    subject: subjectOf(roll, index),
    messageId: `<${randomUUID()}@bench.example>`,
  };
}

function pick<Thing>(roll: Dice, from: readonly Thing[]): Thing {
  const thing = from[roll(from.length)];
  if (thing === undefined) throw new Error("nothing to pick from");
  return thing;
}
