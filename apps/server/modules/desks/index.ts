/** Desks: the organisations that share this installation, and what each has exactly one of. */
export { nextTicketNumber, takeTicketNumbers } from "./counter.ts";
export { deskById, findDesk, forEachDesk, forgetDesks, replySecret } from "./find.ts";
export { foundDesk, isFounded, lockFounding } from "./found.ts";
export { deskSettings, holdDeskSettings, keepDeskSettings } from "./settings.ts";
