/** The mailbox behind a channel: tried before it is saved, its password sealed. */
import type { Updateable } from "kysely";
import type { createChannel as operation } from "#contract/channels.ts";
import { Imap } from "#contract/channels.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { MailboxRefused, tryMailbox } from "#platform/imap/try.ts";
import { refuse } from "#platform/refusal.ts";
import type { Channels } from "#platform/schema.gen.ts";
import { type ChannelRow, type Credential, mailboxCredential, sealPurpose } from "./channel.ts";
import { ConsentRevoked } from "./consent.ts";

export type MailboxColumns = Updateable<
  Pick<
    Channels,
    | "imap"
    | "imap_password"
    | "imap_consent_at"
    | "imap_since"
    | "imap_connected_at"
    | "imap_uid"
    | "imap_uid_validity"
    | "imap_looking"
    | "imap_start_uid"
    | "imap_start_uid_validity"
    | "trouble_since"
    | "trouble"
    | "next_try_at"
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
    return {
      ...{ imap: null, imap_password: null, imap_consent_at: null, imap_since: null },
      ...unread(null),
      health: "ok",
    };
  const imap = Imap.parse(input);
  const { password } = input;
  const credential =
    password === undefined ? await keptCredential(call, before, imap) : { password };
  const since = input.since ? new Date(input.since) : null;
  const tried = await columnsOf(call, { imap, credential, since }, before);
  if (credential.accessToken) return tried;
  const sealed = call.platform.seal.close(sealPurpose, credential.password);
  return { ...tried, imap_password: sealed, imap_consent_at: null };
}

/** The same for a mailbox that its owner has just let us into. @throws Refusal mailbox_unreachable */
export async function columnsByConsent(
  call: Call,
  { imap, accessToken, since }: { imap: Imap; accessToken: string; since: Date | null },
  before: ChannelRow | null,
): Promise<MailboxColumns> {
  const wanted = { imap, credential: { password: "", accessToken }, since };
  const tried = await columnsOf(call, wanted, before);
  return { ...tried, imap_password: null, imap_consent_at: call.now };
}

type Wanted = { imap: Imap; credential: Credential; since: Date | null };

async function columnsOf(
  call: Call,
  { imap, credential, since }: Wanted,
  before: ChannelRow | null,
): Promise<MailboxColumns> {
  const found = await tryMailbox({ ...imap, ...credential }).catch((error: unknown) => {
    if (!(error instanceof MailboxRefused)) throw error;
    throw refuse("mailbox_unreachable", { reason: error.message });
  });
  const same = before && sameMailbox(before.imap, imap);
  return {
    imap: JSON.stringify(imap),
    imap_since: since ?? before?.imap_since ?? call.now,
    ...(same
      ? {}
      : {
          ...unread(call.now),
          imap_start_uid: found.lastUid,
          imap_start_uid_validity: found.uidValidity,
        }),
    // Without a date to begin from, the numbering at this moment says what is new.
    ...(since || same ? {} : { imap_uid_validity: found.uidValidity, imap_uid: found.lastUid }),
    health: "connecting",
  };
}

function unread(connectedAt: Date | null): MailboxColumns {
  return {
    imap_connected_at: connectedAt,
    imap_uid: null,
    imap_uid_validity: null,
    imap_looking: false,
    imap_start_uid: null,
    imap_start_uid_validity: null,
    trouble_since: null,
    trouble: null,
    next_try_at: null,
    health_error: null,
    health_since: null,
  };
}

/** What opens it is reused only on the line it was given for: it must not be sent to another one, or in the clear. */
async function keptCredential(
  call: Call,
  before: ChannelRow | null,
  imap: Imap,
): Promise<Credential> {
  const { host, user, port, tls } = before?.imap ?? {};
  const isSame = host === imap.host && port === imap.port && user === imap.user && tls === imap.tls;
  const usable = isSame ? before : null;
  const kept = usable && (await mailboxCredential(call.platform, usable).catch(refuseRevoked));
  if (!kept) throw refuse("mailbox_unreachable", { reason: "password_missing" });
  return kept;
}

function refuseRevoked(error: unknown): never {
  if (!(error instanceof ConsentRevoked)) throw error;
  throw refuse("mailbox_unreachable", { reason: error.message });
}

function sameMailbox(a: Imap | null, b: Imap): boolean {
  return a?.host === b.host && a.user === b.user && a.mailbox === b.mailbox;
}
