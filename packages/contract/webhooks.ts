/** Mail by HTTP: another program hands over the bytes of a mail, signed with a secret of the channel. */
import * as z from "zod";
import { Channel } from "./channels.ts";
import { Id } from "./common.ts";
import { nothing, operation } from "./operation.ts";

export const makeWebhook = operation({
  method: "POST",
  path: "/api/v1/channels/{id}/webhook",
  does: "Makes the secret with which mail may be handed over by HTTP, and shows it once. The one before stays valid for a day.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ id: Id }),
  output: z.object({ channel: Channel, secret: z.string() }),
  refusals: ["channel_not_found"],
});

export const stopWebhook = operation({
  method: "DELETE",
  path: "/api/v1/channels/{id}/webhook",
  does: "Takes no more mail by HTTP for this channel. Its secrets are forgotten.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["channel_not_found"],
});

export const receiveWebhook = operation({
  method: "POST",
  path: "/api/v1/inbound/{channelId}",
  does: "Takes one mail: its bytes as the body, or in the form of a relay. Needs the headers X-Sportello-Timestamp and X-Sportello-Signature; answers once the mail is kept.",
  needs: "nobody",
  carries: "mail",
  status: 201,
  input: z.object({ channelId: Id }),
  output: z.object({ ledgerId: Id }),
  refusals: [
    "signature_missing",
    "signature_expired",
    "signature_wrong",
    "mail_too_large",
    "mail_missing",
    "mail_too_slow",
    "busy",
  ],
});
