/** Mailboxes of Google and Microsoft, opened by consent (OAuth) instead of a password. */
import * as z from "zod";
import { Channel, MailProvider } from "./channels.ts";
import { Email, Id, Moment } from "./common.ts";
import { operation } from "./operation.ts";

export const startConsent = operation({
  method: "POST",
  path: "/api/v1/mailbox-consents",
  does: "Begins to connect a mailbox of Google or Microsoft: the browser goes to `url` and comes back with `state` and `code`.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    provider: MailProvider,
    /** An existing channel; left out, a new one is made for `address`. */
    channelId: Id.optional(),
    address: Email.optional(),
    /** Take mail from this moment on; older mail stays quiet. Left out = now. */
    since: Moment.optional(),
  }),
  output: z.object({ url: z.string() }),
  refusals: ["provider_off", "channel_not_found", "address_taken"],
});

export const finishConsent = operation({
  method: "POST",
  path: "/api/v1/mailbox-consents/finish",
  does: "Connects the mailbox with what the provider gave the browser. Works once, for who began it.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ state: z.string().max(200), code: z.string().min(1).max(5000) }),
  output: Channel,
  refusals: [
    "consent_unknown",
    "consent_refused",
    "provider_off",
    "mailbox_unreachable",
    "channel_not_found",
    "address_taken",
  ],
});
