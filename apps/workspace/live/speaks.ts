import type { EventType } from "#contract/live.ts";

/** Events after which the conversation reads differently. */
export const speaks = new Set<EventType>([
  "ticket.received",
  "ticket.replied",
  "ticket.forwarded",
  "ticket.commented",
  "ticket.commentEdited",
  "ticket.commentDeleted",
  "ticket.commentRestored",
  "ticket.replyUndone",
  "ticket.merged",
  "ticket.unmerged",
  "message.delivered",
  "message.deliveryChanged",
  "message.retried",
  "message.reread",
]);
