import assert from "node:assert/strict";
import type { Listening } from "#platform/events.ts";
import type { Tasks } from "#platform/jobs.ts";
import { mailNotification } from "./mail.ts";
import {
  takeBack,
  tellAssigned,
  tellCommented,
  tellFailed,
  tellReceived,
  tellReplied,
  tellShared,
} from "./tell.ts";

export const listening: Listening = {
  "ticket.received": tellReceived,
  "ticket.replied": tellReplied,
  "ticket.commented": tellCommented,
  "ticket.shared": tellShared,
  "ticket.updated": tellAssigned,
  "ticket.replyUndone": takeBack,
  "message.deliveryChanged": tellFailed,
};

export const tasks: Tasks = {
  "notifications.mail": (work, { notificationId }) => {
    assert(notificationId, "a job without its id");
    return mailNotification(work, notificationId);
  },
};
