import * as z from "zod";
import { Email, Id, Moment } from "./common.ts";
import { LedgerEntry } from "./mail.ts";
import { operation } from "./operation.ts";

/** What can be wrong with the line to a server, whatever it speaks. */
const lineOutcomes = [
  "name_not_found",
  "connection_refused",
  "timed_out",
  "tls_failed",
  /** Another trouble on the way, or one that is not told apart: see docs/decisions/0008-mailbox-hosts.md. */
  "unreachable",
  "login_refused",
] as const;
export type LineOutcome = (typeof lineOutcomes)[number];

/** How a test mail fared at the server it was handed to. */
export const SendOutcome = z.enum([
  "accepted",
  /** There is no outgoing server: the mail lies in the outbox preview. */
  "preview",
  ...lineOutcomes,
  "server_refused",
  "sender_refused",
  "recipient_refused",
  "content_refused",
  "greylisted",
  "deferred",
]);
export type SendOutcome = z.infer<typeof SendOutcome>;

export const MailboxOutcome = z.enum(["opened", ...lineOutcomes, "folder_missing"]);
export type MailboxOutcome = z.infer<typeof MailboxOutcome>;

/** `says` are the server's own words, without anything secret. */
const Sending = z.object({
  outcome: SendOutcome,
  says: z.string().nullable(),
  /** Host and port that were tried; null for the outbox preview. */
  server: z.string().nullable(),
  /** By which its arrival is asked for. */
  testId: Id,
});
export type Sending = z.infer<typeof Sending>;

export const sendTestMail = operation({
  method: "POST",
  path: "/api/v1/channels/{id}/test-send",
  does: "Really sends a test mail from a channel and says how it fared, in one of a few words and the server's own.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id, to: Email }),
  output: Sending,
  refusals: ["channel_not_found", "too_many_attempts"],
});

export const testReceiving = operation({
  method: "POST",
  path: "/api/v1/channels/{id}/test-receive",
  does: "Tries every step by which mail reaches a channel. Mails that are under way are asked for with readTestMail.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: z.object({
    /** The mailbox that the channel reads; null where mail is delivered here. */
    mailbox: z
      .object({
        outcome: MailboxOutcome,
        says: z.string().nullable(),
        server: z.string(),
        folder: z.string(),
        /** Mails in the folder. */
        mails: z.int().nullable(),
      })
      .nullable(),
    /** A test handed to our own listener; null where a mailbox is read. `any_port`: SMTP_IN_PORT is 0. */
    door: z
      .object({
        ...Sending.omit({ outcome: true, testId: true }).shape,
        outcome: z.enum([...SendOutcome.options, "any_port", "elsewhere"]),
        testId: Id.nullable(),
      })
      .nullable(),
    /** A test mailed to the address by the outgoing server, as a customer's would come; null without one. */
    outside: Sending.nullable(),
    /** Where the domain of the address has its mail delivered; null when that could not be asked. */
    mx: z.array(z.string()).nullable(),
  }),
  refusals: ["channel_not_found", "too_many_attempts"],
});

export const readTestMail = operation({
  method: "GET",
  path: "/api/v1/test-mails/{testId}",
  does: "Says whether a test mail has come in, as the ledger has it.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({ testId: Id }),
  output: z.object({
    arrived: z
      .object({
        at: Moment,
        ledgerId: Id,
        via: LedgerEntry.shape.via,
      })
      .nullable(),
  }),
  refusals: [],
});
