import type { Mailbox } from "#contract/common.ts";
import type { File } from "#contract/files.ts";
import type { Draft, DraftKind } from "#contract/drafts.ts";

export type { DraftKind };

/** What somebody has in the editor. `html` is as the API wants it: pictures are `cid:` of uploaded files. */
export type Writing = {
  html: string;
  /** All three empty = addressed by the message that is answered. */
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  fromChannelId: string | null;
  /** null = the newest message. */
  replyToMessageId: string | null;
  /** null = the subject of the conversation. */
  subject: string | null;
  attachments: File[];
  /** The newest message on the screen when the writing began. */
  seenMessageId: string | null;
};

export const nothingWritten: Writing = {
  html: "",
  to: [],
  cc: [],
  bcc: [],
  fromChannelId: null,
  replyToMessageId: null,
  subject: null,
  attachments: [],
  seenMessageId: null,
};

export function writingOf(draft: Draft): Writing {
  const { html, to, cc, bcc, fromChannelId, replyToMessageId, subject } = draft;
  const { attachments, seenMessageId } = draft;
  return {
    ...{ html, to, cc, bcc, fromChannelId, replyToMessageId, subject },
    ...{ attachments, seenMessageId },
  };
}

/** Nothing worth keeping: no word, no picture, no file. Recipients alone are not a draft. */
export function isBlank(writing: Writing): boolean {
  return writing.attachments.length === 0 && isBlankHtml(writing.html);
}

export function isBlankHtml(html: string): boolean {
  if (/<(?:img|hr)\b/i.test(html)) return false;
  return html.replaceAll(/<[^>]*>|&nbsp;|\s/g, "") === "";
}

export function isAddressed(writing: Writing): boolean {
  return writing.to.length + writing.cc.length + writing.bcc.length > 0;
}

/** Equal for the person who wrote it; what was seen meanwhile does not count. */
export function sameWriting(one: Writing, other: Writing): boolean {
  return fingerprint(one) === fingerprint(other);
}

function fingerprint(writing: Writing): string {
  const addresses = (boxes: Mailbox[]) => boxes.map((box) => box.address.toLowerCase());
  return JSON.stringify([
    writing.html,
    addresses(writing.to),
    addresses(writing.cc),
    addresses(writing.bcc),
    writing.fromChannelId,
    writing.replyToMessageId,
    writing.subject,
    writing.attachments.map((file) => file.id),
  ]);
}
