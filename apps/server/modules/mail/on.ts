import type { Listening } from "#platform/events.ts";
import type { Tasks } from "#platform/jobs.ts";
import { deliverMessage, queueDelivery } from "./deliver.ts";
import { ingestMail } from "./ingest.ts";
import { sendNotice } from "./notice.ts";

export const listening: Listening = {
  "ticket.replied": queueDelivery,
  "message.retried": queueDelivery,
};

export const tasks: Tasks = {
  "mail.ingest": (work, { mailId = "" }) => ingestMail(work, mailId),
  "mail.deliver": (work, { messageId = "" }) => deliverMessage(work, messageId),
  "mail.sendNotice": (work, { noticeId = "", tries = "1" }) =>
    sendNotice(work, noticeId, Number(tries)),
};
