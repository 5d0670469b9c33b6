import type { Tx } from "#platform/db.ts";
import type { Happening, Listening } from "#platform/events.ts";
import { forgetMessage, indexEntries } from "./entry.ts";

export const listening: Listening = {
  "ticket.created": both,
  "ticket.received": both,
  "ticket.replied": replied,
  "ticket.forwarded": replied,
  "ticket.commented": message,
  "ticket.commentEdited": message,
  "ticket.commentDeleted": forgotten,
  "ticket.commentRestored": message,
  "message.reread": message,
  "ticket.updated": updated,
  "ticket.replyUndone": undone,
  "ticket.merged": moved,
  "ticket.unmerged": moved,
};

/** A mail makes or changes the ticket and its people as well as it adds a message. */
async function both(tx: Tx, { deskId, ids: { ticketId, messageId } }: Happening) {
  await indexEntries(tx, deskId, {
    tickets: ticketId ? [ticketId] : [],
    messages: messageId ? [messageId] : [],
  });
}

async function message(tx: Tx, { deskId, ids: { messageId } }: Happening) {
  await indexEntries(tx, deskId, { tickets: [], messages: messageId ? [messageId] : [] });
}

/** A reply may bring people in; mostly it does not. */
async function replied(tx: Tx, happening: Happening) {
  await (saysOtherwise(happening) ? both : message)(tx, happening);
}

/** The messages of a ticket are found by its name, too. Most changes touch no word. */
async function updated(tx: Tx, happening: Happening) {
  const { deskId, ids, changed } = happening;
  if (!ids.ticketId || !saysOtherwise(happening)) return;
  const messages = changed?.includes("name") ? "all" : [];
  await indexEntries(tx, deskId, { tickets: [ids.ticketId], messages });
}

/** Whether the words of the ticket's own entry are others now. */
function saysOtherwise({ changed = [] }: Happening) {
  return ["name", "description", "participants"].some((one) => changed.includes(one));
}

async function forgotten(tx: Tx, { deskId, ids: { messageId } }: Happening) {
  if (messageId) await forgetMessage(tx, deskId, messageId);
}

/** What was taken back is found no more, nor are those whom only it knew. */
async function undone(tx: Tx, { deskId, ids: { ticketId, messageId } }: Happening) {
  if (messageId) await forgetMessage(tx, deskId, messageId);
  if (ticketId) await indexEntries(tx, deskId, { tickets: [ticketId], messages: [] });
}

/** Messages went from one ticket to another; each of the two is told by itself. */
async function moved(tx: Tx, { deskId, ids: { ticketId } }: Happening) {
  if (ticketId) await indexEntries(tx, deskId, { tickets: [ticketId], messages: "all" });
}
