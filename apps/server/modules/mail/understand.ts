/** What a mail says: made safe, its history found. Done in a thread. */
import type { ParsedMail } from "#mail/parse.ts";
import { splitQuote } from "#mail/quote.ts";
import { SANITIZER_VERSION, sanitizeMail } from "#mail/sanitize.ts";

export type Reading = Omit<ParsedMail, "html"> & {
  /** Sanitised. */
  html: string | null;
  /** Only where history was folded. */
  visibleText: string | null;
  visibleHtml: string | null;
  blockedImages: number;
  sanitizerVersion: number | null;
};

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
