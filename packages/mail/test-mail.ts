/** Test mails know themselves: a signed mark that only this desk makes and that ends after a week. */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Headers } from "./mail.ts";

type Signer = { deskId: string; secret: Buffer };

export const testHeader = "X-Sportello-Test";
const week = 7 * 86_400_000;

/** In a header and in the Message-ID: some servers write an id of their own, some drop headers that they do not know. */
export function testMarks(testId: string, domain: string, signer: Signer) {
  const mark = `${testId}.${sign(testId, signer)}`;
  return { messageId: `<test.${mark}@${domain}>`, headers: { [testHeader]: mark } };
}

type Marked = { messageId: string | null; headers: Headers };

/** Whether it is worth asking for the key. */
export function seemsTest(mail: Marked): boolean {
  return shownBy(mail).some((text) => form.test(text));
}

/** Which test a mail is; null for every other mail, and for a test that is older than a week. */
export function readTestMark(mail: Marked, signer: Signer, now: Date): string | null {
  const tests = shownBy(mail).map((text) => testOf(text, signer, now));
  return tests.find((id) => id !== null) ?? null;
}

function shownBy({ messageId, headers }: Marked): string[] {
  return [...(headers.get(testHeader.toLowerCase()) ?? []), messageId ?? ""];
}

const form = /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([\w-]{22})/;

function testOf(text: string, signer: Signer, now: Date): string | null {
  const [, testId, mac] = form.exec(text) ?? [];
  if (!testId || !mac || Math.abs(now.getTime() - madeAt(testId)) > week) return null;
  const own = Buffer.from(sign(testId, signer));
  return timingSafeEqual(own, Buffer.from(mac)) ? testId : null;
}

/** The first 48 bits of a UUIDv7. */
function madeAt(testId: string): number {
  return Number.parseInt(testId.replaceAll("-", "").slice(0, 12), 16);
}

function sign(testId: string, { deskId, secret }: Signer): string {
  const mac = createHmac("sha256", secret).update(`test-mail ${deskId} ${testId}`).digest();
  return mac.subarray(0, 16).toString("base64url");
}
