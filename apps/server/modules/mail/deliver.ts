/**
 * Delivering: a reply leaves once, exactly as written. A job, which may run twice.
 *
 * `sending` is committed before the first byte leaves. Whoever finds a message in `sending` follows a process that was
 * killed meanwhile: it sends again under the same Message-ID, so that the receiver knows the double.
 */
import { type ChannelRow, channelById } from "#modules/channels";
import { claimSending, outgoing, type Outgoing, settleDelivery } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Posted } from "#platform/smtp/send.ts";
import { composeReply } from "./compose.ts";
import {
  type Attempt,
  attemptOf,
  mostUnanswered,
  noteAnswers,
  stillToAsk,
  weigh,
} from "./attempt.ts";
import { previewReply } from "./outbox.ts";
import { addDelivery, waitsForTurn } from "./queue.ts";
import { serverOf } from "./server.ts";
import { rememberIds } from "./remember.ts";

export async function deliverMessage(work: Work, messageId: string): Promise<void> {
  const { db, deskId, now } = work;
  const reply = await outgoing(db, deskId, messageId);
  if (!reply || reply.delivery === "sent" || reply.delivery === "failed") return;
  const channel = reply.channelId ? await channelById(db, deskId, reply.channelId) : null;
  if (await waitsForTurn(work, reply, channel)) return;
  if (!(await claimSending(db, deskId, messageId, now))) return;
  const attempt = await attemptOf(db, deskId, messageId, {
    now,
    wasBegun: reply.delivery === "sending",
  });
  const posted = await post(work, reply, attempt, channel);
  if (posted === null) return;
  await db.transaction().execute(async (tx) => {
    const outcome = weigh(attempt, posted);
    const { delivery, error, retryIn } = outcome;
    const said = { delivery, error, cause: "delivery_tried", now } as const;
    // It has come back meanwhile: that is the last word, and Retry begins anew.
    if (!(await settleDelivery(tx, deskId, messageId, said))) return;
    await noteAnswers(tx, deskId, messageId, outcome);
    if (posted.fate === "taken" && posted.serverId)
      await rememberServerId(tx, deskId, reply, posted.serverId);
    if (retryIn !== null) await addDelivery(tx, deskId, reply, new Date(now.getTime() + retryIn));
  });
}

/** Null when the preview has it. */
async function post(
  work: Work,
  reply: Outgoing,
  attempt: Attempt,
  channel: ChannelRow | null,
): Promise<Posted | null> {
  const { platform, deskId } = work;
  if (attempt.unanswered > mostUnanswered)
    return notPosted("refused", "each try ended unexpectedly");
  const mail = await composeReply(platform, deskId, reply).catch((error: unknown) => {
    platform.log.error({ err: error, message: reply.id }, "a reply cannot be composed");
    return null;
  });
  // Its file may lie on a store that is away: it waits as for a server that is.
  if (!mail) return notPosted("deferred", "the mail could not be composed");
  const server = await serverOf(platform, channel);
  if (!server) return previewReply(work, reply, mail).then(() => null);
  const { from, to } = mail.envelope;
  return server.post({ raw: mail.raw, from, to: stillToAsk(attempt, to) });
}

function notPosted(fate: "refused" | "deferred", reason: string): Posted {
  return { fate, reason, refused: [] };
}

/** Some servers write their own Message-ID: answers will name that one. */
function rememberServerId(tx: Tx, deskId: string, { id, ticketId }: Outgoing, serverId: string) {
  return rememberIds(tx, deskId, ticketId, { own: serverId, mentioned: [], sent: id });
}
