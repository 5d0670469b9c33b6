/** Queueing: a message of ours is known by its id from now on, and a job waits until it may leave. */
import type { ChannelRow } from "#modules/channels";
import { type Outgoing, queuedReply, sayWaiting } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Happening } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { takeTurn } from "./brake.ts";
import { rememberIds } from "./remember.ts";
import { wayOf } from "./server.ts";

/** When a reply was written: its id is known from now on, and a job waits for the end of the undo window. */
export async function queueDelivery(tx: Tx, { deskId, ids }: Happening): Promise<void> {
  const { messageId, ticketId } = ids;
  if (!messageId || !ticketId) return;
  const reply = await queuedReply(tx, deskId, messageId);
  if (reply)
    await queueMessage(tx, deskId, { id: messageId, ticketId, ...reply, automatic: false });
}

export async function queueMessage(
  tx: Tx,
  deskId: string,
  message: Queued & { ticketId: string; messageId: string; sendAt: Date | null },
): Promise<void> {
  const { ticketId, messageId: own, sendAt, ...queued } = message;
  const { id } = queued;
  await rememberIds(tx, deskId, ticketId, { own, mentioned: [], sent: id });
  await addDelivery(tx, deskId, queued, sendAt);
}

/** Too many are leaving: it comes again in the next minute, and says so meanwhile. */
export async function waitsForTurn(
  work: Work,
  { id, to, cc, bcc, automatic }: Outgoing,
  channel: ChannelRow | null,
): Promise<boolean> {
  const { platform, db, deskId, now } = work;
  if (!(await wayOf(platform, channel))) return false;
  const receivers = [...to, ...cc, ...bcc].map(({ address }) => address);
  const { taken, until } = await takeTurn(
    platform,
    { deskId, kind: automatic ? "automatic" : "reply" },
    receivers,
    now,
  );
  if (taken) return false;
  await db.transaction().execute(async (tx) => {
    await sayWaiting(tx, deskId, id, now);
    await addDelivery(tx, deskId, { id, automatic }, until);
  });
  return true;
}

type Queued = { id: string; automatic: boolean };

/** What a person wrote goes first. */
export function addDelivery(
  tx: Tx,
  deskId: string,
  { id: messageId, automatic }: Queued,
  runAt: Date | null,
) {
  const options = { key: `mail.deliver ${messageId}`, isPatient: automatic };
  return addJob(tx, "mail.deliver", { deskId, messageId }, runAt ? { ...options, runAt } : options);
}
