import type { Tx } from "#platform/db.ts";
import type { Happening, Listening } from "#platform/events.ts";
import { forgetMessage, indexEntries } from "./entry.ts";

export const listening: Listening = {
  "ticket.created": both,
  "ticket.received": both,
  "ticket.replied": message,
  "ticket.commented": message,
  "ticket.updated": both,
  "ticket.replyUndone": undone,
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

/** What was taken back is found no more. */
async function undone(tx: Tx, { deskId, ids: { messageId } }: Happening) {
  if (messageId) await forgetMessage(tx, deskId, messageId);
}
