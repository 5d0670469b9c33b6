import * as z from "zod";
import { MailboxOutcome } from "./channel-tests.ts";
import { Id, Moment } from "./common.ts";
import { MailWork } from "./mail-works.ts";
import { noInput, operation } from "./operation.ts";

/**
 * `failing` a mailbox cannot be read for ten minutes; `silent` a channel gets no mail at a time when it always did;
 * `unaccounted` mails wait for their fate for more than ten minutes; `token_expiring` a mailbox will soon be closed to us.
 */
export const AlarmKind = z.enum(["failing", "silent", "unaccounted", "token_expiring"]);
export type AlarmKind = z.infer<typeof AlarmKind>;

export const Alarm = z.object({
  kind: AlarmKind,
  /** Null for what is not of one channel. */
  channelId: Id.nullable(),
  since: Moment,
  /** The server's words, the moment of the last mail, how many mails, when the token ends. */
  detail: z.string().nullable(),
});
export type Alarm = z.infer<typeof Alarm>;

export const listAlarms = operation({
  method: "GET",
  path: "/api/v1/mail/alarms",
  does: "Lists what is wrong with mail now: mailboxes that fail, channels that are silent, mails without a fate.",
  needs: "settings",
  scope: "mail.read",
  input: noInput,
  output: z.object({ items: z.array(Alarm), nextCursor: z.null() }),
  refusals: [],
});

export const readChannelHealth = operation({
  method: "GET",
  path: "/api/v1/channels/{id}/health",
  does: "Says how a channel is doing: its mailbox, its last mail, its alarms, the last comparison with the ledger.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({ id: Id }),
  output: z.object({
    state: z.enum(["ok", "connecting", "failing"]),
    /** Since when it is in trouble; null where it is not. */
    troubleSince: Moment.nullable(),
    /** What kind of trouble, and the server's own words. */
    trouble: MailboxOutcome.nullable(),
    says: z.string().nullable(),
    nextTryAt: Moment.nullable(),
    lastMailAt: Moment.nullable(),
    alarms: z.array(Alarm),
    /** The last comparison of its mailbox with the ledger. */
    reconciled: MailWork.nullable(),
  }),
  refusals: ["channel_not_found"],
});

export const reconcileMailbox = operation({
  method: "POST",
  path: "/api/v1/channels/{id}/reconcile",
  does: "Compares the mailbox of a channel with the ledger and fetches what is missing.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ id: Id }),
  output: MailWork,
  refusals: ["channel_not_found", "mailbox_missing"],
});
