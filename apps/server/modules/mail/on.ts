import assert from "node:assert/strict";
import { mailsOn } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import type { Happening, Listening } from "#platform/events.ts";
import type { Cron, Tasks } from "#platform/jobs.ts";
import { continueWork } from "./continue.ts";
import { clearSpam } from "./clear-spam.ts";
import { deliverMessage } from "./deliver.ts";
import { ingestMail } from "./ingest.ts";
import { sendNotice } from "./notice.ts";
import { queueDelivery } from "./queue.ts";
import { reconcileAll } from "./reconcile.ts";
import { followIds } from "./remember.ts";
import { sweepMail } from "./sweep.ts";
import { watchMail, watchSilence } from "./watch.ts";

export const listening: Listening = {
  "ticket.replied": queueDelivery,
  "ticket.forwarded": queueDelivery,
  "message.retried": queueDelivery,
  "ticket.merged": followMessages,
  "ticket.unmerged": followMessages,
};

/** The ledger names the ticket in which a mail is now, and answers to it go there. */
async function followMessages(tx: Tx, { deskId, ids: { ticketId } }: Happening) {
  if (!ticketId) return;
  await followIds(tx, deskId, ticketId);
  const ids = await mailsOn(tx, deskId, ticketId);
  if (ids.length === 0) return;
  await tx
    .updateTable("mails")
    .set({ ticket_id: ticketId })
    .where("desk_id", "=", deskId)
    .where("id", "in", ids)
    .execute();
}

export const tasks: Tasks = {
  "mail.ingest": (work, { mailId }) => ingestMail(work, named(mailId)),
  "mail.deliver": (work, { messageId }) => deliverMessage(work, named(messageId)),
  "mail.work": (work, { workId }) => continueWork(work, named(workId)),
  "mail.sendNotice": (work, { noticeId }) => sendNotice(work, named(noticeId)),
};

export const crons: Cron[] = [
  { task: "mail.sweep", match: "41 3 * * *", run: sweepMail },
  { task: "mail.watch", match: "* * * * *", run: watchMail },
  { task: "mail.watchSilence", match: "*/10 * * * *", run: watchSilence },
  { task: "mail.reconcile", match: "7 */6 * * *", run: reconcileAll },
  { task: "mail.clearSpam", match: "11 3 * * *", run: clearSpam },
];

function named(id: string | undefined): string {
  assert(id, "a job without its id");
  return id;
}
