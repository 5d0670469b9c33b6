/**
 * Mail handed over by HTTP. The signature covers the time and every byte of the body, so that neither can be changed
 * and an overheard request is of no use five minutes later. See docs/guides/inbound-webhook.md.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { receiveWebhook as operation } from "#contract/webhooks.ts";
import { relayMail } from "#mail/relay-form.ts";
import { webhookSecrets } from "#modules/channels";
import type { GuestCall } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { sizeLimit } from "#platform/smtp/listen.ts";
import { type Delivery, keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";
import { UnderWay } from "./under-way.ts";

/** Milliseconds that the sender's clock may differ, either way. */
const window = 5 * 60_000;
/** A relay's form has fields beside the mail. */
const bodyLimit = sizeLimit + 1024 * 1024;
export const underWay = new UnderWay({
  ...{ room: 4 * bodyLimit, patience: 15_000, bytesPerMillisecond: 256 },
});

export async function receiveWebhook(
  call: GuestCall,
  input: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { timestamp, signature } = signed(call);
  const { address, secrets } = await webhookSecrets(call, input);
  if (secrets.length === 0) throw refuse("signature_wrong");
  const body = await bodyOf(call);
  if (!secrets.some((secret) => isSignedWith(secret, timestamp, body, signature)))
    throw refuse("signature_wrong");
  underWay.signed(call.door.ip);
  const mail = relayMail(call.door.header("content-type") ?? "", body);
  if (!mail) throw refuse("mail_missing");
  if (mail.raw.length > sizeLimit) throw refuse("mail_too_large");
  const { from, to } = mail.envelope;
  const delivery: Delivery = {
    deskId: call.desk.id,
    channelId: input.channelId,
    via: "webhook",
    envelopeFrom: from,
    envelopeTo: to.length > 0 ? to : [address],
    remoteAddress: null,
    quiet: false,
  };
  const raw = await gatherRaw(call.platform, mail.raw, [call.desk.id], sizeLimit);
  const [ledgerId = ""] = await keepMail(call.db, raw, [delivery], call.now);
  return { ledgerId };
}

/** @throws Refusal signature_missing, signature_expired */
function signed({ door, now }: GuestCall) {
  const timestamp = door.header("x-sportello-timestamp") ?? "";
  const given = door.header("x-sportello-signature") ?? "";
  const [, signature] = /^sha256=([0-9a-f]{64})$/i.exec(given) ?? [];
  if (!/^\d{1,12}$/.test(timestamp) || !signature) throw refuse("signature_missing");
  if (Math.abs(Number(timestamp) * 1000 - now.getTime()) > window)
    throw refuse("signature_expired");
  return { timestamp, signature: Buffer.from(signature, "hex") };
}

/** @throws Refusal mail_too_large, busy, mail_too_slow */
async function bodyOf({ door }: GuestCall): Promise<Buffer> {
  const told = Number(door.header("content-length") ?? bodyLimit);
  if (!(told >= 0 && told <= bodyLimit)) throw refuse("mail_too_large");
  if (!underWay.enter(door.ip, told)) throw refuse("busy");
  const late = new AbortController();
  const slow = () => late.abort(refuse("mail_too_slow"));
  const timer = setTimeout(slow, underWay.patienceFor(told));
  try {
    const body = await door.bytes(bodyLimit, late.signal);
    if (!body) throw refuse("mail_too_large");
    return body;
  } finally {
    clearTimeout(timer);
    underWay.leave(door.ip, told);
  }
}

function isSignedWith(secret: string, timestamp: string, body: Buffer, signature: Buffer): boolean {
  const ours = createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest();
  return timingSafeEqual(ours, signature);
}
