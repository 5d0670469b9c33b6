/** Reading a kept mail: parsed, made safe, its history found, in a thread with limits of time and memory. */
import { type ParsedMail, unreadableMail } from "#mail/parse.ts";
import { splitQuote } from "#mail/quote.ts";
import { SANITIZER_VERSION, sanitizeMail } from "#mail/sanitize.ts";
import { NoReader, readApart } from "./read-apart.ts";

export type Reading = Omit<ParsedMail, "html"> & {
  /** Sanitised. */
  html: string | null;
  /** Only where history was folded. */
  visibleText: string | null;
  visibleHtml: string | null;
  blockedImages: number;
  sanitizerVersion: number | null;
};

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

/** The part that a thread does, too. */
export function understand(mail: ParsedMail): Reading {
  const { text, html, subject, attachments } = mail;
  const split = splitQuote({ text, html, subject });
  const ids = new Set(attachments.flatMap(({ contentId }) => contentId ?? []));
  const options = {
    // The place of an embedded picture is filled in when it is shown.
    cidUrl: (cid: string) => (ids.has(cid) ? `cid:${cid}` : null),
    remoteImages: "block",
  } as const;
  const whole = html === null ? null : sanitizeMail(html, options);
  const folded = split.quotedHtml !== null && split.visibleHtml !== null;
  return {
    ...mail,
    html: whole?.html ?? null,
    visibleText: split.quotedText === "" ? null : split.visibleText,
    visibleHtml: folded ? sanitizeMail(split.visibleHtml ?? "", options).html : null,
    blockedImages: whole?.blockedRemote ?? 0,
    sanitizerVersion: whole ? SANITIZER_VERSION : null,
  };
}

/** The beginning of its header and its bytes as text: sender, subject and ids are known all the same. */
function unread(raw: Buffer, reason: string): Reading {
  const nothing = { html: null, visibleText: null, visibleHtml: null, sanitizerVersion: null };
  return { ...unreadableMail(raw, reason), ...nothing, blockedImages: 0 };
}
