/** Reading a kept mail: parsed, made safe, its history found, in a thread with limits of time and memory. */
import { unreadableMail } from "#mail/parse.ts";
import { NoReader, readApart } from "./read-apart.ts";
import type { Reading } from "./understand.ts";

/**
 * Never throws because of the mail: what cannot be read comes back with `unreadable`, and is not tried again.
 * @throws NoReader where no thread can be had just now
 */
export async function readMail(raw: Buffer): Promise<Reading> {
  try {
    return await readApart(raw);
  } catch (error) {
    if (error instanceof NoReader) throw error;
    return unread(raw, error instanceof Error ? error.message : "unknown error");
  }
}

/** The beginning of its header and its bytes as text: sender, subject and ids are known all the same. */
function unread(raw: Buffer, reason: string): Reading {
  const nothing = { html: null, visibleText: null, visibleHtml: null, sanitizerVersion: null };
  return { ...unreadableMail(raw, reason), ...nothing, blockedImages: 0 };
}
