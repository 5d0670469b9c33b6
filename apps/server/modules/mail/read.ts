/** Reading a kept mail: parsed, made safe, its history found. Long ones in a thread of their own, with a time limit. */
import { type ParsedMail, parseMail, unreadableMail } from "#mail/parse.ts";
import { splitQuote } from "#mail/quote.ts";
import { SANITIZER_VERSION, sanitizeMail } from "#mail/sanitize.ts";
import { readApart } from "./read-apart.ts";

export type Reading = Omit<ParsedMail, "html"> & {
  /** Sanitised. */
  html: string | null;
  /** Only where history was folded. */
  visibleText: string | null;
  visibleHtml: string | null;
  blockedImages: number;
  sanitizerVersion: number | null;
};

/** Bytes up to which a mail is read in the process itself, which is quicker: no mail of that size takes 50 ms. */
const inProcess = 64 * 1024;
const longestHead = 16 * 1024;
const longestText = 32 * 1024;

/** Never throws: what cannot be read comes back with `unreadable`, and is not tried again. */
export async function readMail(raw: Buffer): Promise<Reading> {
  try {
    if (raw.length > inProcess || headOf(raw) > longestHead) return await readApart(raw);
    const mail = await parseMail(raw);
    return isLong(mail) ? await readApart(raw) : understand(mail);
  } catch (error) {
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

function isLong({ text, html }: ParsedMail): boolean {
  return text.length > longestText || (html?.length ?? 0) > longestText;
}

/** Where the first blank line is. */
function headOf(raw: Buffer): number {
  const ends = [raw.indexOf("\n\n"), raw.indexOf("\n\r\n")].filter((at) => at >= 0);
  return Math.min(raw.length, ...ends);
}

/** The beginning of its header and its bytes as text: sender, subject and ids are known all the same. */
function unread(raw: Buffer, reason: string): Reading {
  const nothing = { html: null, visibleText: null, visibleHtml: null, sanitizerVersion: null };
  return { ...unreadableMail(raw, reason), ...nothing, blockedImages: 0 };
}
