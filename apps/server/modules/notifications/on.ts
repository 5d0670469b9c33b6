import assert from "node:assert/strict";
import type { Listening } from "#platform/events.ts";
import type { Tasks } from "#platform/jobs.ts";
import { tellAlarm } from "./alarm.ts";
import { mailNotification } from "./mail.ts";
import { pushNotification } from "./push.ts";
import {
  lookAgain,
  takeBack,
  tellAssigned,
  tellCommented,
  tellEdited,
  tellFailed,
  tellReceived,
  tellReplied,
  tellShared,
} from "./tell.ts";

export const listening: Listening = {
  "ticket.received": tellReceived,
  "ticket.replied": tellReplied,
  "ticket.commented": tellCommented,
  "ticket.commentEdited": tellEdited,
  "ticket.commentDeleted": lookAgain,
  "ticket.commentRestored": lookAgain,
  "ticket.shared": tellShared,
  "ticket.updated": tellAssigned,
  "ticket.replyUndone": takeBack,
  "message.deliveryChanged": tellFailed,
  "mail.alarmRaised": tellAlarm,
};

export const tasks: Tasks = {
  "notifications.push": (work, { notificationId }) => {
    assert(notificationId, "a job without its id");
    return pushNotification(work, notificationId);
  },
  "notifications.mail": (work, { notificationId }) => {
    assert(notificationId, "a job without its id");
    return mailNotification(work, notificationId);
  },
};
