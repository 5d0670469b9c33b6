/** Tickets: the record, its conversation, and everything that may change them. */
export { canSeeTickets, findMessage, findTicket, visibleTicketIds } from "./access.ts";
export { countLimit, countTickets } from "./count.ts";
export { claimSending, sayWaiting, settleDelivery } from "./delivery.ts";
export { writeAutomatic } from "./automatic.ts";
export {
  audience,
  failedAuthor,
  namedBy,
  namedSince,
  newOwner,
  speaksOfDeleted,
} from "./audience.ts";
export { attachedFiles } from "./attached.ts";
export { ticketCards } from "./card.ts";
export { frameCsp, framePage } from "./frame-page.ts";
export { joinable } from "./joinable.ts";
export { carriersOf, mailsOn } from "./joined.ts";
export { type TicketFilter, ticketPage } from "./list.ts";
export { noteOnTicket } from "./note.ts";
export { ticketNumbers, ticketsOfNumbers, visibleNumbers } from "./numbers.ts";
export { type Outgoing, outgoing, queuedReply } from "./outgoing.ts";
export { receiveAnswer } from "./outside.ts";
export { addresseesOf } from "./recipients.ts";
export { receive, type Received } from "./receive.ts";
export type { Hint, Incoming } from "./incoming.ts";
export { type SeedMessage, type SeedTicket, seedTickets } from "./seed.ts";
export { type MessageFile, messageOfMail, type ReadMessage, rewriteMessage } from "./reread.ts";
export {
  binAsSpam,
  eraseSpamTickets,
  newestWords,
  spamTickets,
  spamWriter,
  unbinSpam,
} from "./spam.ts";
export { summariesOf } from "./summary.ts";
export { ticketTimeline, type TimelineOf } from "./timeline.ts";
export { messageWords } from "./words.ts";
export { correspondent, writeFirst } from "./write-first.ts";
