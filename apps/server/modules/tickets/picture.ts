/** A remote picture of a message, loaded by us: its server learns neither who reads the mail nor from where. */
import type { InputOf } from "#contract/operation.ts";
import type { readMessagePicture as contract } from "#contract/messages.ts";
import { remotePictures } from "#mail/sanitize.ts";
import { sniffType } from "#modules/files";
import type { Call, Download, Platform } from "#platform/call.ts";
import { reachOf } from "#platform/outbound/address.ts";
import { get, OutboundError } from "#platform/outbound/get.ts";
import { refuse } from "#platform/refusal.ts";
import { findMessage } from "./access.ts";

/** Pictures that cannot act. SVG is a document with scripts and references, so it is none of them. */
const shown = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp"];
const limits = { bytes: 10 * 1024 * 1024, milliseconds: 10_000, redirects: 5 };
const anHour = 3600;

/** The address comes from the stored message, never from the request. */
export async function readMessagePicture(
  { db, agent, platform }: Call,
  { number, messageId, index }: InputOf<typeof contract>,
): Promise<Download> {
  const { message } = await findMessage(db, agent, number, messageId);
  const address = remotePictures(message.html ?? "")[index];
  if (!address) throw refuse("picture_not_found");
  const body = await load(platform, address);
  const type = await sniffType(body, undefined);
  if (!shown.includes(type)) throw refuse("picture_unavailable");
  return { body, type, inline: true, size: body.length, keep: anHour };
}

/** Why it did not come is for the log only: an answer would tell a sender's friend what stands in our network. */
async function load({ config, log }: Platform, address: string): Promise<Buffer> {
  try {
    return await get(address, { ...limits, accept: shown.join(", "), mayReach: reachOf(config) });
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    log.info({ why: error.why, host: URL.parse(address)?.host }, "a remote picture did not come");
    throw refuse("picture_unavailable");
  }
}
