/** A mail that somebody passed on: whose it was, what it said, and what was written above it. */
import { parseAddress } from "./address.ts";
import { endOfHeader, readHeaders } from "./header.ts";
import type { Address, ParsedMail } from "./mail.ts";
import { readId } from "./message-id.ts";
import { headerField, isForwarded, isOriginalMessage } from "./quote-rules.ts";

export type Forwarded = {
  from: Address;
  /** Without `Fwd:`. */
  subject: string;
  /** What the original said. */
  text: string;
  /** The words above it, for the house only. */
  note: string;
  /** Of the original, where it came as a file. */
  messageId: string | null;
};

const PREFIX = /^\s*(?:fwd?|wg|tr|rv|enc|inoltro|i|vs|doorst)\s*:\s*/i;
const MOST_LINES = 2000;

/** Null where it was not forwarded, or does not say whose mail it was. */
export function forwardedMail(
  mail: Pick<ParsedMail, "subject" | "text" | "attachments">,
): Forwarded | null {
  if (!PREFIX.test(mail.subject)) return null;
  const subject = mail.subject.replace(PREFIX, "").trim();
  return attached(mail, subject) ?? inline(mail.text, subject);
}

/** "Forward as attachment": the original with its own header. */
function attached(
  { attachments, text }: Pick<ParsedMail, "text" | "attachments">,
  subject: string,
): Forwarded | null {
  const [original, ...more] = attachments.filter(({ type }) => type === "message/rfc822");
  if (!original || more.length > 0) return null;
  const { content } = original;
  const headers = readHeaders(content.subarray(0, endOfHeader(content, 0, 65_536, true).end));
  const from = parseAddress(headers.get("from")?.[0] ?? "");
  const messageId = readId(headers.get("message-id")?.[0]);
  return from && { from, subject, text: "", note: text.trim(), messageId };
}

function inline(text: string, subject: string): Forwarded | null {
  const lines = text.split(/\r?\n/).slice(0, MOST_LINES);
  const begin = lines.findIndex((line, at) => isMark(line) || isHeading(lines, at));
  if (begin < 0) return null;
  const head = isMark(lines[begin] ?? "") ? skipBlank(lines, begin + 1) : begin;
  const end = endOfHeading(lines, head);
  const heading = lines.slice(head, end);
  const from = fromOf(heading);
  if (!from) return null;
  const rest = text.split(/\r?\n/).slice(end);
  return {
    from,
    subject,
    text: rest.join("\n").trim(),
    note: lines.slice(0, begin).join("\n").trim(),
    messageId: null,
  };
}

function isMark(line: string): boolean {
  return isForwarded(line) || isOriginalMessage(line);
}

/** Outlook writes no line of its own: From, then a date and whom it went to. */
function isHeading(lines: readonly string[], at: number): boolean {
  if (headerField(lines[at] ?? "") !== "from") return false;
  const next = lines.slice(at + 1, at + 6).map(headerField);
  return next.includes("date") || next.includes("to");
}

function skipBlank(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && lines[at]?.trim() === "") at++;
  return at;
}

/** The fields, and lines that go on where a field was too long for one. */
function endOfHeading(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length && at < from + 20 && lines[at]?.trim() !== "") at++;
  return at;
}

function fromOf(heading: readonly string[]): Address | null {
  const at = heading.findIndex((line) => headerField(line) === "from");
  if (at < 0) return null;
  const after = heading.slice(at + 1);
  const next = after.findIndex((line) => headerField(line) !== null);
  const whole = [heading[at], ...after.slice(0, next < 0 ? 0 : next)].join(" ");
  return parseAddress(whole.slice(whole.search(/[::]/) + 1).replaceAll("*", ""));
}
