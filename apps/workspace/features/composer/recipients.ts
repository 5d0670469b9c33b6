import { answerTo } from "#contract/answering.ts";
import type { Mailbox } from "#contract/common.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
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
  const { contact } = ticket;
  const main = contact?.email ? { name: contact.name, address: contact.email } : null;
  const isOurs = (address: string) => own.has(bare(address));
  return { ...answerTo(target ?? null, { main, isOurs }), bcc: [] };
}

/** The message that is answered: the chosen one, else the newest of a person; a machine only where nobody else wrote. */
export function targetOf(writing: Writing, messages: readonly Message[]): Message | undefined {
  const chosen = writing.replyToMessageId;
  return (
    messages.find((message) => message.id === chosen) ??
    messages.findLast(
      ({ kind, automatic, forwardedMessageId }) =>
        kind === "message" && !automatic && forwardedMessageId === null,
    ) ??
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
