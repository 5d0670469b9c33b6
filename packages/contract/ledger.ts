import * as z from "zod";
import { Id } from "./common.ts";
import { LedgerEntry } from "./mail.ts";
import { ledgerFilter, MailWork } from "./mail-works.ts";
import { bytes, noInput, operation, page, paging } from "./operation.ts";

export const readLedger = operation({
  method: "GET",
  path: "/api/v1/mail/ledger",
  does: "Shows the fate of every mail that reached us, newest first. `unaccounted` are those still waiting.",
  needs: "settings",
  scope: "mail.read",
  input: z.object({ ...ledgerFilter, ...paging }),
  output: page(LedgerEntry).extend({
    summary: z.object({
      received: z.int(),
      unaccounted: z.int(),
      /** Of these, those that have waited longer than a mail ever should: ten minutes. */
      stuck: z.int(),
    }),
  }),
  refusals: ["cursor_invalid"],
});

export const readLedgerEntry = operation({
  method: "GET",
  path: "/api/v1/mail/ledger/{id}",
  does: "Shows the fate of one mail.",
  needs: "settings",
  scope: "mail.read",
  input: z.object({ id: Id }),
  output: LedgerEntry,
  refusals: ["mail_not_found"],
});

export const readLedgerSource = operation({
  method: "GET",
  path: "/api/v1/mail/ledger/{id}/source",
  does: "Answers a received mail byte by byte.",
  needs: "settings",
  scope: "mail.read",
  carries: "download",
  input: z.object({ id: Id }),
  output: bytes,
  refusals: ["mail_not_found"],
});

export const importMail = operation({
  method: "POST",
  path: "/api/v1/mail/import",
  does: "Begins to take an uploaded .eml, mbox or zip file into a channel, quietly. Multipart: `channelId`, perhaps `closed`, then `file`.",
  needs: "settings",
  scope: "settings.write",
  carries: "upload",
  fields: z.object({
    channelId: Id,
    /** Tickets that it opens are closed from the start: history that nobody has to answer. */
    closed: z.enum(["true", "false"]).optional(),
  }),
  input: noInput,
  status: 201,
  output: MailWork,
  refusals: [
    "channel_not_found",
    "file_too_large",
    "file_not_mail",
    "archive_too_large",
    "archive_suspect",
    "archive_unreadable",
  ],
});
