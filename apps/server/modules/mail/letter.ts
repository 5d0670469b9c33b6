/** A mail with everything that was found out about it before the transaction that gives it its fate. */
import type { Mailbox } from "#contract/common.ts";
import type { Trust, Verdict } from "#contract/trust.ts";
import type { Clues } from "#mail/clues.ts";
import type { StoredFile } from "#modules/files";
import type { Entry, ReadColumns } from "./entry.ts";
import type { Reading } from "./understand.ts";

export type MailFile = StoredFile & { contentId: string | null; inline: boolean };

export type Letter = {
  entry: Entry;
  mail: Reading;
  clues: Clues;
  verdict: Verdict | null;
  trust: Trust | null;
  files: MailFile[];
  now: Date;
};

/** What it answers first, then the chain from its newest end, then its own id: a parent may come after its child. */
export function idsOf({ inReplyTo, references, messageId }: Reading): string[] {
  const all = [...inReplyTo, ...references.toReversed(), ...(messageId ? [messageId] : [])];
  return [...new Set(all)];
}

export function senderOf({ mail, entry }: Letter): Mailbox {
  return mail.from ?? { name: "", address: entry.envelope_from || "unknown@sender.invalid" };
}

/** Old mail keeps its date, unless that lies in the future. */
export function writtenAt({ entry, mail }: Letter): Date {
  const { quiet, received_at: receivedAt } = entry;
  return quiet && mail.date && mail.date < receivedAt ? mail.date : receivedAt;
}

export function columnsOf({ mail, entry }: Letter): ReadColumns {
  return {
    fromAddress: (mail.from?.address ?? entry.envelope_from)?.slice(0, 320) ?? null,
    subject: mail.subject,
    messageId: mail.messageId,
    contentHash: Buffer.from(mail.contentHash, "hex"),
  };
}

/** Mail servers write the envelope's sender into the header when they deliver; here we are the mail server. */
export function withReturnPath(mail: Reading, envelopeFrom: string | null): Reading {
  if (envelopeFrom === null || mail.headers.has("return-path")) return mail;
  return { ...mail, headers: new Map([...mail.headers, ["return-path", [`<${envelopeFrom}>`]]]) };
}
