/** What would come in: a mailbox is looked into before anything is connected. */
import type { previewMailbox as operation } from "#contract/mailbox-preview.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { attempt, audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import { foldersOf } from "#platform/imap/folders.ts";
import { MailboxRefused } from "#platform/imap/try.ts";
import { refuse } from "#platform/refusal.ts";

/** Counted, because it opens a line to wherever it is told to. @throws Refusal mailbox_unreachable, too_many_attempts */
export async function previewMailbox(
  call: Call,
  { imap }: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { db, desk, agent, now } = call;
  await attempt(db, { deskId: desk.id, kind: "channel test", who: agent.id, now });
  const subject = { name: `${imap.host}:${imap.port}` };
  await audit(db, call, { kind: "channel.tested", subject });
  const since = imap.since ? new Date(imap.since) : null;
  return foldersOf(imap, since).catch((error: unknown) => {
    if (!(error instanceof MailboxRefused)) throw error;
    throw refuse("mailbox_unreachable", { reason: error.message });
  });
}
