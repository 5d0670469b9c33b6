import type { Mailbox } from "#contract/common.ts";
import type { Message, Ticket } from "#contract/tickets.ts";
import { isAddressed, type Writing } from "../../live/writing.ts";

export type Addresses = Pick<Writing, "to" | "cc" | "bcc">;

/** Whom this writing goes to: the addresses chosen by hand, else those that the answered message suggests. */
export function addressesOf(
  writing: Writing,
  target: Message | undefined,
  ticket: Ticket,
  own: ReadonlySet<string>,
): Addresses {
  if (isAddressed(writing)) return { to: writing.to, cc: writing.cc, bcc: writing.bcc };
  return { ...answerTo(target, ticket, own), bcc: [] };
}

/** An answer goes to who wrote, with everybody who was addressed in Cc; to one of our own it goes where that went. */
function answerTo(
  target: Message | undefined,
  ticket: Ticket,
  own: ReadonlySet<string>,
): { to: Mailbox[]; cc: Mailbox[] } {
  const main = ticket.contact?.email
    ? [{ name: ticket.contact.name, address: ticket.contact.email }]
    : [];
  if (!target) return { to: main, cc: [] };
  const strangers = (boxes: Mailbox[]) => boxes.filter((box) => !own.has(bare(box.address)));
  const written = target.direction === "incoming" ? (target.from ? [target.from] : []) : target.to;
  const to = once(strangers(written));
  const others = target.direction === "incoming" ? [...target.to, ...target.cc] : target.cc;
  const cc = once(strangers(others)).filter((box) => !to.some((one) => same(one, box)));
  return to.length > 0 ? { to, cc } : { to: main, cc: [] };
}

/** The message that is answered: the chosen one, else the newest of a person; a machine only where nobody else wrote. */
export function targetOf(writing: Writing, messages: readonly Message[]): Message | undefined {
  const chosen = writing.replyToMessageId;
  return (
    messages.find((message) => message.id === chosen) ??
    messages.findLast(({ kind, automatic }) => kind === "message" && !automatic) ??
    messages.findLast(({ kind }) => kind === "message")
  );
}

/** Without `+anything`, lower case: how an address of our own is recognised. */
export function bare(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, "@");
}

export function same(one: Mailbox, other: Mailbox): boolean {
  return one.address.toLowerCase() === other.address.toLowerCase();
}

export function once(boxes: Mailbox[]): Mailbox[] {
  return boxes.filter((box, at) => boxes.findIndex((other) => same(other, box)) === at);
}

export function isAddress(address: string): boolean {
  return (
    /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(address) && address.length <= 254
  );
}

/** Reads what people paste: `Mara Rossi <mara@x.it>; bo@y.com`. */
export function readAddresses(text: string): Mailbox[] {
  return text
    .split(/[,;\n]+/)
    .map((piece) => piece.trim())
    .filter(Boolean)
    .map((piece) => {
      const named = /^"?([^"<]*?)"?\s*<([^>]+)>$/.exec(piece);
      return named
        ? { name: named[1]?.trim() ?? "", address: named[2]?.trim() ?? "" }
        : { name: "", address: piece };
    });
}

export function nameOf(box: Mailbox): string {
  return box.name || box.address;
}
