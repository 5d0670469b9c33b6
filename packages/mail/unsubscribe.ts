/** Signed marks by which a mail program stops mails of one kind, without anybody signing in (RFC 8058). */
import { createHmac, timingSafeEqual } from "node:crypto";

export type Subscription = { userId: string; topic: string };
type Signer = { deskId: string; secret: Buffer };

const form = /^([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})~([a-z]{1,40})~([\w-]{22})$/;

/** Stands for ever: old mails keep their link. */
export function unsubscribeMark({ userId, topic }: Subscription, signer: Signer): string {
  return `${userId}~${topic}~${sign({ userId, topic }, signer)}`;
}

/** Null for a mark that this desk did not make. */
export function readUnsubscribeMark(mark: string, signer: Signer): Subscription | null {
  const [, userId, topic, mac] = form.exec(mark) ?? [];
  if (!userId || !topic || !mac) return null;
  const own = Buffer.from(sign({ userId, topic }, signer));
  return timingSafeEqual(own, Buffer.from(mac)) ? { userId, topic } : null;
}

/** The two heads of a mail that can be stopped; one click needs a secure address. */
export function unsubscribeHeaders(url: string): Record<string, string> {
  return {
    "List-Unsubscribe": `<${url}>`,
    ...(url.startsWith("https:") ? { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" } : {}),
  };
}

function sign({ userId, topic }: Subscription, { deskId, secret }: Signer): string {
  const mac = createHmac("sha256", secret)
    .update(`unsubscribe ${deskId} ${userId} ${topic}`)
    .digest();
  return mac.subarray(0, 16).toString("base64url");
}
