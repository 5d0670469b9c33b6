/** To whom an answer goes and what it is called, unless somebody says otherwise: one rule for server and screen. */
import type { Mailbox } from "./common.ts";

/** What an answer needs to know of the message it answers. */
export type Answered = {
  direction: "incoming" | "outgoing" | null;
  from: Mailbox | null;
  to: Mailbox[];
  cc: Mailbox[];
};

type Around = {
  /** Whom the ticket is about: written to where the message names nobody but ourselves. */
  main: Mailbox | null;
  /** An address of a connected channel, plus-addressed ones included. */
  isOurs: (address: string) => boolean;
};

/**
 * An answer goes to who wrote, with everybody who was addressed in Cc. Answering a message of our own goes to whom that
 * went: it says more to the same people.
 */
export function answerTo(
  answered: Answered | null,
  { main, isOurs }: Around,
): { to: Mailbox[]; cc: Mailbox[] } {
  const theirs = (boxes: Mailbox[]) => boxes.filter(({ address }) => !isOurs(address));
  const incoming = answered?.direction === "incoming";
  const written = incoming ? (answered.from ? [answered.from] : []) : (answered?.to ?? []);
  const to = onceEach(theirs(written));
  if (!answered || to.length === 0) return { to: main ? [main] : [], cc: [] };
  const others = incoming ? [...answered.to, ...answered.cc] : answered.cc;
  return { to, cc: withoutThose(onceEach(theirs(others)), to) };
}

/** Nobody is written to twice: the first place counts. */
export function onceEach(boxes: readonly Mailbox[]): Mailbox[] {
  const seen = new Set<string>();
  return boxes.filter(({ address }) => {
    const key = plainAddress(address);
    return key !== "" && !seen.has(key) && seen.add(key);
  });
}

export function withoutThose(boxes: readonly Mailbox[], others: readonly Mailbox[]): Mailbox[] {
  const known = new Set(others.map(({ address }) => plainAddress(address)));
  return boxes.filter(({ address }) => !known.has(plainAddress(address)));
}

function plainAddress(address: string): string {
  return address.trim().toLowerCase();
}

/** What an answer is called: as the message, with one `Re:`; on a ticket without a conversation as the ticket. */
export function answerSubject(
  answered: { subject: string | null } | null,
  ticketName: string,
): string {
  if (!answered) return ticketName;
  const subject = answered.subject?.trim() || ticketName;
  return /^(re|r|aw|sv|antw|rv|rif)\s*(\[\d+\])?\s*:/i.test(subject) ? subject : `Re: ${subject}`;
}

/** Without its prefixes of answers and forwards: two mails of one matter have the same. */
export function bareSubject(subject: string): string {
  const prefix =
    /^\s*(?:\[[^\]]{0,40}\]\s*)?(?:re|r|aw|sv|antw|rv|rif|fwd?|wg|tr|enc|i)\s*(?:\[\d+\])?\s*:\s*/i;
  let bare = subject;
  for (let cut = 0; cut < 10 && prefix.test(bare); cut++) bare = bare.replace(prefix, "");
  return bare.replaceAll(/\s+/g, " ").trim();
}

type Froms = {
  /** Of the draft: who chose an address by hand keeps it. */
  chosen: string | null;
  /** Of the message that is answered, then of the ticket: the address that the conversation runs on. */
  threads: readonly (string | null | undefined)[];
  /** We have written in this conversation already, so its people know one of our addresses. */
  answered: boolean;
  /** Of my team. */
  teamDefault: string | null;
  /** Ids of the connected channels, the oldest first. */
  connected: readonly string[];
};

/**
 * The channel that an answer leaves from. The default of a team is for conversations in which nobody has answered yet;
 * later the address stays, and `differs` says that the team's is another one.
 */
export function fromFor(froms: Froms): { channelId: string | null; differs: boolean } {
  const { chosen, threads, answered, teamDefault, connected } = froms;
  const here = (id: string | null | undefined) => (id && connected.includes(id) ? id : null);
  const thread = threads.map(here).find((id) => id !== null) ?? null;
  const usual = here(teamDefault);
  const unasked = answered ? (thread ?? usual) : (usual ?? thread);
  const channelId = here(chosen) ?? unasked ?? connected[0] ?? null;
  const differs = !here(chosen) && usual !== null && channelId !== usual;
  return { channelId, differs };
}

/** What a message is called that is passed on. */
export function forwardSubject(
  forwarded: { subject: string | null } | null,
  ticketName: string,
): string {
  const subject = (forwarded?.subject?.trim() || ticketName).replace(/^re:\s*/i, "");
  return /^(fwd?|wg|i|tr)\s*:/i.test(subject) ? subject : `Fwd: ${subject}`;
}
