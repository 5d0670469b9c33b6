/** Desks: the organisations that share this installation, and what each has exactly one of. */
export { nextTicketNumber, takeTicketNumbers } from "./counter.ts";
export { deskById, deskIds, findDesk, replySecret } from "./find.ts";
export { foundDesk, isFounded, lockFounding } from "./found.ts";
