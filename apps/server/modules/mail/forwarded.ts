/** A message that is passed on, as it stands below what was written: its heading, its text, the pictures in it. */
import type { Locale, Mailbox } from "#contract/common.ts";
import type { OutgoingMail } from "#mail/compose.ts";
import { sanitizeMail, textToHtml } from "#mail/sanitize.ts";
import type { Ways } from "#modules/people";
import type { Outgoing } from "#modules/tickets";
import { dayIn } from "./quote-line.ts";

/** Remote pictures stay away: whoever reads it would tell the first sender so. */
export function forwardedBelow(
  forwarded: NonNullable<Outgoing["forwarded"]>,
  ways: Ways,
): NonNullable<OutgoingMail["quoted"]> {
  const { html, text, parts } = forwarded;
  const files = new Map(parts.map(({ contentId, fileId }) => [contentId ?? "", fileId]));
  const cidUrl = (cid: string) => (files.has(cid) ? `cid:${files.get(cid)}` : null);
  const shown = sanitizeMail(html ?? textToHtml(text), { cidUrl, remoteImages: "block" }).html;
  return {
    html: shown.replaceAll(/<img\b(?![^>]*\ssrc=)[^>]*>/gi, ""),
    text,
    attribution: heading(forwarded, ways),
    forwarded: true,
  };
}

function heading(
  { from, writtenAt, subject, to, cc }: NonNullable<Outgoing["forwarded"]>,
  ways: Ways,
) {
  const say = words[ways.locale];
  const lines: [string, string][] = [
    [say.from, boxes([from])],
    [say.date, dayIn(writtenAt, ways)],
    [say.subject, subject],
    [say.to, boxes(to)],
    [say.cc, boxes(cc)],
  ];
  const said = lines.filter(([, value]) => value !== "").map((line) => line.join(": "));
  return [`---------- ${say.title} ----------`, ...said].join("\n");
}

function boxes(list: readonly Mailbox[]): string {
  return list.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(", ");
}

const words: Record<Locale, Record<"title" | "from" | "date" | "subject" | "to" | "cc", string>> = {
  en: {
    title: "Forwarded message",
    from: "From",
    date: "Date",
    subject: "Subject",
    to: "To",
    cc: "Cc",
  },
  it: {
    title: "Messaggio inoltrato",
    from: "Da",
    date: "Data",
    subject: "Oggetto",
    to: "A",
    cc: "Cc",
  },
};
