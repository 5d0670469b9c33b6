/** The mailbox behind a channel: tried before it is saved, its password sealed. */
import type { Updateable } from "kysely";
import type { createChannel as operation } from "#contract/channels.ts";
import { Imap } from "#contract/channels.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { MailboxRefused, tryMailbox } from "#platform/imap/try.ts";
import { refuse } from "#platform/refusal.ts";
import type { Channels } from "#platform/schema.gen.ts";
import { type ChannelRow, mailboxPassword, sealPurpose } from "./channel.ts";

export type MailboxColumns = Updateable<
  Pick<
    Channels,
    | "imap"
    | "imap_password"
    | "imap_since"
    | "imap_connected_at"
    | "imap_uid"
    | "imap_uid_validity"
    | "health"
    | "health_error"
    | "health_since"
  >
>;

type ImapInput = InputOf<typeof operation>["imap"];

/** The columns to write. Nothing when the input does not speak of the mailbox. @throws Refusal mailbox_unreachable */
export async function mailboxColumns(
  call: Call,
  input: ImapInput,
  before: ChannelRow | null,
): Promise<MailboxColumns> {
  if (input === undefined) return {};
  if (input === null)
    return { imap: null, imap_password: null, imap_since: null, ...unread(null), health: "ok" };
  const imap = Imap.parse(input);
  const password = input.password ?? keptPassword(call, before, imap);
  const found = await tryMailbox({ ...imap, password }).catch((error: unknown) => {
    if (!(error instanceof MailboxRefused)) throw error;
    throw refuse("mailbox_unreachable", { reason: error.message });
  });
  return {
    imap: JSON.stringify(imap),
    imap_password: call.platform.seal.close(sealPurpose, password),
    imap_since: input.since ? new Date(input.since) : (before?.imap_since ?? call.now),
    ...(before && sameMailbox(before.imap, imap) ? {} : unread(call.now)),
    // Without a date to begin from, the numbering at this moment says what is new.
    ...(input.since || (before && sameMailbox(before.imap, imap))
      ? {}
      : { imap_uid_validity: found.uidValidity, imap_uid: found.lastUid }),
    health: "connecting",
  };
}

function unread(connectedAt: Date | null): MailboxColumns {
  return {
    imap_connected_at: connectedAt,
    imap_uid: null,
    imap_uid_validity: null,
    health_error: null,
    health_since: null,
  };
}

/** A password is reused only at the server it was given for: it must not be sent to another one. */
function keptPassword(call: Call, before: ChannelRow | null, imap: Imap): string {
  const same = before?.imap?.host === imap.host && before.imap.user === imap.user;
  const password = before && same ? mailboxPassword(call.platform, before) : null;
  if (password === null) throw refuse("mailbox_unreachable", { reason: "password_missing" });
  return password;
}

function sameMailbox(a: Imap | null, b: Imap): boolean {
  return a?.host === b.host && a.user === b.user && a.mailbox === b.mailbox;
}
