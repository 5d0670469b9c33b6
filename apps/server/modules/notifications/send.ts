/** One push to one browser, by its push service: encrypted for that browser, signed with the desk's key. */
import webPush from "web-push";
import { openSessionsOf } from "#modules/people";
import type { Work } from "#platform/call.ts";
import { reachOf } from "#platform/outbound/address.ts";
import { OutboundError } from "#platform/outbound/get.ts";
import { post } from "#platform/outbound/post.ts";
import { authPurpose } from "./devices.ts";
import { pushKeys } from "./keys.ts";

export type Device = Awaited<ReturnType<typeof devicesOf>>[number];

/** `later`: it was not taken, and may be another time. */
export type Result = "sent" | "later" | "gone" | "refused";

const patience = 10_000;
/** Half a day: who opens their laptop later than that reads the bell. */
const secondsToKeep = 12 * 3600;
/** Of a browser that does not answer for so long nothing more is expected. */
const mostFailures = 20;

/** Those whose session has not ended. */
export async function devicesOf({ db, deskId, now }: Work, userId: string) {
  const sessions = await openSessionsOf(db, deskId, userId, now);
  if (sessions.length === 0) return [];
  return db
    .selectFrom("push_subscriptions")
    .select(["id", "endpoint", "p256dh", "auth", "private"])
    .where("desk_id", "=", deskId)
    .where("user_id", "=", userId)
    .where("session_id", "in", sessions)
    .execute();
}

export async function sendTo(
  work: Work,
  device: Device,
  { said, topic }: { said: string; topic: string },
): Promise<Result> {
  const result = await attempt(work, device, said, topic);
  await settle(work, device, result);
  return result;
}

async function attempt(work: Work, device: Device, said: string, topic: string): Promise<Result> {
  const { config, log } = work.platform;
  try {
    const letter = await sealed(work, device, said, topic);
    const limits = { milliseconds: patience, mayReach: reachOf(config) };
    const plain = config.OUTBOUND_ALLOW_PRIVATE;
    return resultOf(await post(device.endpoint, letter, { ...limits, plain }));
  } catch (error) {
    // Keys that are none, an address inside: it never worked and never will.
    const why = error instanceof OutboundError ? error.why : "keys_refused";
    log.info({ why, host: URL.parse(device.endpoint)?.host }, "a push did not leave");
    if (why === "unreachable") return "later";
    // It may have been taken: once too few is better than twice.
    return why === "too_slow" ? "refused" : "gone";
  }
}

function resultOf(status: number): Result {
  if (status >= 200 && status < 300) return "sent";
  if (status === 404 || status === 410) return "gone";
  return status === 429 || status >= 500 ? "later" : "refused";
}

async function sealed({ platform, deskId }: Work, device: Device, said: string, topic: string) {
  const { publicKey, privateKey } = await pushKeys(platform, deskId);
  const auth = platform.seal.open(authPurpose, device.auth);
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint: device.endpoint, keys: { p256dh: device.p256dh, auth } },
    said,
    {
      vapidDetails: { subject: subjectOf(platform.config.PUBLIC_URL), publicKey, privateKey },
      TTL: secondsToKeep,
      contentEncoding: "aes128gcm",
      urgency: "high",
      // What waits at the push service is replaced by the next of the same.
      topic: topic.replaceAll("-", ""),
    },
  );
  return { headers: Object.fromEntries(Object.entries(headers).map(asHeader)), body };
}

function asHeader([name, value]: [string, unknown]): [string, string] {
  return [name, String(value)];
}

/** Whom a push service writes to when something is wrong with our pushes. */
function subjectOf(publicUrl: string): string {
  const { protocol, hostname } = new URL(publicUrl);
  return protocol === "https:" ? publicUrl : `mailto:postmaster@${hostname}`;
}

async function settle({ db, deskId, now }: Work, { id }: Device, result: Result) {
  if (result === "sent") {
    await db
      .updateTable("push_subscriptions")
      .set({ sent_at: now, failures: 0 })
      .where("desk_id", "=", deskId)
      .where("id", "=", id)
      .execute();
    return;
  }
  if (result !== "gone")
    await db
      .updateTable("push_subscriptions")
      .set((eb) => ({ failures: eb("failures", "+", 1) }))
      .where("desk_id", "=", deskId)
      .where("id", "=", id)
      .execute();
  await db
    .deleteFrom("push_subscriptions")
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .where((eb) => eb.or([eb.lit(result === "gone"), eb("failures", ">=", mostFailures)]))
    .execute();
}
