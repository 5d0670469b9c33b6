import * as z from "zod";
import { Id, Moment, Text } from "./common.ts";
import { Fate, Via } from "./mail.ts";
import { operation, page, paging } from "./operation.ts";

/** What the ledger is narrowed to, and what is read again. */
export const ledgerFilter = {
  fate: Fate.optional(),
  channelId: Id.optional(),
  via: Via.optional(),
  /** Part of the sender's address or of the subject. */
  q: Text(200).optional(),
  /** Received from this moment on … */
  from: Moment.optional(),
  /** … and before that one. */
  until: Moment.optional(),
  /** Only what one import or check brought in. */
  workId: Id.optional(),
};

/**
 * `reread` reads kept mails with the parser of today, `import` takes mails from a file, `reconcile` compares a mailbox
 * with the ledger.
 */
export const WorkKind = z.enum(["reread", "import", "reconcile"]);
export type WorkKind = z.infer<typeof WorkKind>;

/** `ready`: a reading again has been reported and waits to be applied. */
export const WorkState = z.enum(["running", "ready", "applying", "done", "failed", "stopped"]);
export type WorkState = z.infer<typeof WorkState>;

const Counts = z.partialRecord(Fate, z.int());

/** What a work found. Which of the numbers are there depends on its kind. */
export const WorkReport = z.object({
  /** reread: mails that would read differently, and in what. */
  changed: z.int().optional(),
  text: z.int().optional(),
  attachments: z.int().optional(),
  fate: z.int().optional(),
  applied: z.int().optional(),
  /** import: mails kept, left out because of their size, or because they are none. */
  mails: z.int().optional(),
  tooLarge: z.int().optional(),
  notMail: z.int().optional(),
  /** import: archives within an archive, which are not unpacked. */
  nested: z.int().optional(),
  file: z.string().optional(),
  /** reconcile: mails in the mailbox since the connection, in the ledger, fetched now, and in more than one message. */
  inMailbox: z.int().optional(),
  inLedger: z.int().optional(),
  missing: z.int().optional(),
  fetched: z.int().optional(),
  /** In the mailbox, and not yet reached by the reader. */
  ahead: z.int().optional(),
  doubles: z.array(z.object({ messageId: z.string(), ledgerIds: z.array(Id) })).optional(),
});
export type WorkReport = z.infer<typeof WorkReport>;

/** Long work on mail, with how far it is: it goes on when the page is left and after a restart. */
export const MailWork = z.object({
  id: Id,
  kind: WorkKind,
  state: WorkState,
  channelId: Id.nullable(),
  done: z.int(),
  total: z.int(),
  report: WorkReport,
  /** What became of the mails that it brought in. */
  fates: Counts,
  error: z.string().nullable(),
  /** Null where the house did it by itself. */
  byUserId: Id.nullable(),
  createdAt: Moment,
  finishedAt: Moment.nullable(),
});
export type MailWork = z.infer<typeof MailWork>;

export const listMailWorks = operation({
  method: "GET",
  path: "/api/v1/mail/works",
  does: "Lists long work on mail (imports, reading again, checks of mailboxes), newest first.",
  needs: "settings",
  scope: "mail.read",
  input: z.object({ kind: WorkKind.optional(), channelId: Id.optional(), ...paging }),
  output: page(MailWork),
  refusals: ["cursor_invalid"],
});

export const readMailWork = operation({
  method: "GET",
  path: "/api/v1/mail/works/{id}",
  does: "Reads how far one long work on mail is.",
  needs: "settings",
  scope: "mail.read",
  input: z.object({ id: Id }),
  output: MailWork,
  refusals: ["work_not_found"],
});

export const stopMailWork = operation({
  method: "POST",
  path: "/api/v1/mail/works/{id}/stop",
  does: "Stops a long work. What it has done stays.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: MailWork,
  refusals: ["work_not_found", "work_over"],
});

export const rereadMail = operation({
  method: "POST",
  path: "/api/v1/mail/reread",
  does: "Reads one kept mail again, or all that a filter names, and reports what would change. Nothing is changed yet.",
  needs: "super_admin",
  scope: "settings.write",
  status: 201,
  input: z.object({ mailId: Id.optional(), ...ledgerFilter }),
  output: MailWork,
  refusals: ["mail_not_found"],
});

const Piece = z.object({ before: z.string(), after: z.string() });

/** What reading one mail again would change. Left out = it stays as it is. */
export const Rereading = z.object({
  mailId: Id,
  subject: z.string().nullable(),
  ticketNumber: z.int().nullable(),
  /** Where the text begins to differ, some words of each. */
  text: Piece.optional(),
  /** The HTML, or what is folded of it, reads differently. */
  html: z.boolean().optional(),
  attachments: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).optional(),
  /** Today it would get another fate. `applies` tells whether that is changed, or only told. */
  fate: z.object({ before: Fate, after: Fate, applies: z.boolean() }).optional(),
  applied: z.boolean(),
});
export type Rereading = z.infer<typeof Rereading>;

export const listRereadings = operation({
  method: "GET",
  path: "/api/v1/mail/works/{id}/rereadings",
  does: "Lists the mails that would read differently, each with what would change.",
  needs: "super_admin",
  scope: "mail.read",
  input: z.object({ id: Id, ...paging }),
  output: page(Rereading),
  refusals: ["work_not_found", "cursor_invalid"],
});

export const applyRereadings = operation({
  method: "POST",
  path: "/api/v1/mail/works/{id}/apply",
  does: "Applies what a reading again reported: texts and attachments of the messages. It never makes a ticket or a message.",
  needs: "super_admin",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: MailWork,
  refusals: ["work_not_found", "work_over"],
});
