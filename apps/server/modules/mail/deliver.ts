/**
 * Delivering: a reply leaves once, exactly as written. A job, which may run twice.
 *
 * `sending` is committed before the first byte leaves. Whoever finds a message in `sending` follows a process that was
 * killed meanwhile: it sends again under the same Message-ID, so that the receiver knows the double.
 */
import type { ComposedMail } from "#mail/compose.ts";
import {
  claimSending,
  outgoing,
  type Outgoing,
  queuedReply,
  settleDelivery,
} from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Happening } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { composeReply } from "./compose.ts";
import { attemptOf, noteOutcome } from "./attempt.ts";
import { fillOutbox } from "./outbox.ts";
import { serverOf } from "./server.ts";
import { rememberIds } from "./remember.ts";

/** When a reply was written: its id is known from now on, and a job waits for the end of the undo window. */
export async function queueDelivery(tx: Tx, { deskId, ids }: Happening): Promise<void> {
  const { messageId, ticketId } = ids;
  if (!messageId || !ticketId) return;
  const reply = await queuedReply(tx, deskId, messageId);
  if (!reply) return;
  await rememberIds(tx, deskId, ticketId, {
    own: reply.messageId,
    mentioned: [],
    sent: messageId,
  });
  await addDelivery(tx, deskId, messageId, reply.sendAt);
}

export async function deliverMessage(work: Work, messageId: string): Promise<void> {
  const { platform, db, deskId, now } = work;
  const reply = await outgoing(db, deskId, messageId);
  if (!reply || !(await claimSending(db, deskId, messageId, now))) return;
  const attempt = await attemptOf(db, deskId, messageId, now);
  const mail = await composeReply(platform, deskId, reply);
  const server = serverOf(platform);
  if (!server) return preview(work, reply, mail);
  const to = mail.envelope.to.filter((address) => !attempt.accepted.includes(address));
  const posted = await server.post({ raw: mail.raw, from: mail.envelope.from, to });
  await db.transaction().execute(async (tx) => {
    const outcome = await noteOutcome(tx, deskId, messageId, attempt, posted);
    await settleDelivery(tx, deskId, messageId, { ...outcome, now });
    if (posted.fate === "taken" && posted.serverId)
      await rememberServerId(tx, deskId, reply, posted.serverId);
    if (outcome.retryIn !== null) {
      const runAt = new Date(now.getTime() + outcome.retryIn);
      await addDelivery(tx, deskId, messageId, runAt);
    }
  });
}

function preview({ db, deskId, now }: Work, reply: Outgoing, mail: ComposedMail): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const { id: messageRowId, ticketId, ticketNumber, messageId } = reply;
    const ticket = { id: ticketId, number: ticketNumber, messageRowId };
    await fillOutbox(tx, { deskId, mail, messageId, ticket, now });
    await settleDelivery(tx, deskId, messageRowId, { delivery: "sent", error: null, now });
  });
}

function addDelivery(tx: Tx, deskId: string, messageId: string, runAt: Date | null) {
  const key = `mail.deliver ${messageId}`;
  return addJob(tx, "mail.deliver", { deskId, messageId }, { key, ...(runAt ? { runAt } : {}) });
}

/** Some servers write their own Message-ID: answers will name that one. */
function rememberServerId(tx: Tx, deskId: string, { id, ticketId }: Outgoing, serverId: string) {
  return rememberIds(tx, deskId, ticketId, { own: serverId, mentioned: [], sent: id });
}
