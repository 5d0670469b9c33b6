import * as z from "zod";
import { ImapInput } from "./channels.ts";
import { operation } from "./operation.ts";

export const MailboxFolder = z.object({
  /** As the server names it; a channel reads it by this. */
  path: z.string(),
  /** Mails in it. Null where the server did not say in time. */
  mails: z.int().nullable(),
  /** Of these, those that would come in: since the day asked for. */
  wanted: z.int().nullable(),
});
export type MailboxFolder = z.infer<typeof MailboxFolder>;

export const previewMailbox = operation({
  method: "POST",
  path: "/api/v1/channels/preview-mailbox",
  does: "Signs in to a mailbox and counts, by folder, how many mails would come in since a day. Nothing is taken or kept.",
  needs: "settings",
  scope: "settings.write",
  /** Without `since` only what comes from now on is taken: nothing that is there. */
  input: z.object({ imap: ImapInput.required({ password: true }) }),
  output: z.object({
    folders: z.array(MailboxFolder),
    /** There are more folders than were counted. */
    more: z.boolean(),
  }),
  refusals: ["mailbox_unreachable", "too_many_attempts"],
});
