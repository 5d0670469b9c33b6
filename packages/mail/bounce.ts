/** What a bounce says: which mail of ours, to whom it did not go, why, and whether to try that address again. */
import { cleanLine } from "./clean.ts";
import { endOfHeader, readHeaders } from "./header.ts";
import type { Attachment, ParsedMail } from "./mail.ts";
import { readId, readIds } from "./message-id.ts";

export type FailedRecipient = {
  address: string;
  /** As in RFC 3463, `5.1.1`; null where the report has none. */
  status: string | null;
  reason: string;
  /** The address is wrong for good: do not write to it again. */
  hard: boolean;
};

const MAX_TEXT = 200_000;
const MAX_FAILURES = 200;
const ADDRESS = /[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,20}/;

/** From the returned mail or its header, then from the text that quotes them, then from what the notice answers. */
export function originalIds(mail: ParsedMail): string[] {
  const returned = mail.attachments.filter(isReturnedMail).flatMap(({ content }) => {
    const head = content.subarray(0, endOfHeader(content, 0, 65_536, true).end);
    const headers = readHeaders(head.length === 0 ? content.subarray(0, 65_536) : head);
    return readIds([headers.get("message-id")?.[0] ?? ""]).slice(0, 1);
  });
  const quoted = texts(mail).flatMap(idsInText);
  return [...new Set([...returned, ...quoted, ...mail.inReplyTo, ...mail.references.toReversed()])];
}

/** By the machine-readable report where there is one, otherwise by the words of the notice. */
export function readFailures(mail: ParsedMail): FailedRecipient[] {
  const reported = mail.attachments
    .filter(({ type }) => type === "message/delivery-status")
    .flatMap(({ content }) => readReport(content.toString("latin1")));
  const explained = reported.length > 0 ? reported : [...fromHeader(mail), ...readWords(mail)];
  const once = new Map<string, FailedRecipient>();
  for (const failure of explained)
    if (!once.has(failure.address)) once.set(failure.address, failure);
  return [...once.values()].slice(0, MAX_FAILURES);
}

function isReturnedMail({ type }: Attachment): boolean {
  return (
    type === "message/rfc822" ||
    type === "text/rfc822-headers" ||
    type === "message/rfc822-headers" ||
    type === "message/global" ||
    type === "message/partial"
  );
}

function texts(mail: ParsedMail): string[] {
  const files = mail.attachments.filter(
    ({ type }) => type.startsWith("text/") || type.startsWith("message/"),
  );
  return [
    mail.text.slice(0, MAX_TEXT),
    ...files.slice(0, 20).map(({ content }) => content.toString("latin1", 0, MAX_TEXT)),
  ];
}

/** `Message-ID: <…>` in a quoted header, and in the JSON of Amazon's notices. */
function idsInText(text: string): string[] {
  const plain = text.replaceAll('\\"', '"');
  const lines = [
    ...plain.matchAll(
      /(?:^|\n)[\s>|*-]{0,20}(?:resent-)?message-id\s*:\s*(?:\r?\n\s{0,20}>?\s{0,8})?(<[^<>\s]{3,500}>|[^\s<>]{3,200}@[^\s<>]{3,200})/gi,
    ),
  ];
  const json = [...plain.matchAll(/"message-id"\s*,\s*"value"\s*:\s*"(<[^"\s]{3,500}>)"/gi)];
  return [...lines, ...json].map((match) => readId(match[1])).filter((id) => id !== null);
}

function readReport(report: string): FailedRecipient[] {
  return report.split(/\r?\n[ \t]*\r?\n/).flatMap((block) => {
    const fields = readHeaders(Buffer.from(block.trimStart(), "latin1"));
    const recipient =
      fields.get("final-recipient")?.[0] ??
      fields.get("original-recipient")?.[0] ??
      fields.get("x-actual-recipient")?.[0];
    const address = ADDRESS.exec(recipient?.slice(0, 1000) ?? "")?.[0];
    const action = fields.get("action")?.[0]?.toLowerCase() ?? "failed";
    if (!address || !/^(?:fail|delay|expired|undeliver)/.test(action)) return [];
    const diagnostic = (fields.get("diagnostic-code")?.[0] ?? "").replace(/^[\w-]+\s*;\s*/, "");
    return [failure(address, fields.get("status")?.[0] ?? "", diagnostic, action)];
  });
}

function fromHeader(mail: ParsedMail): FailedRecipient[] {
  const listed = (mail.headers.get("x-failed-recipients") ?? []).join(",").split(",");
  return listed.flatMap((entry) => {
    const address = ADDRESS.exec(entry.slice(0, 500))?.[0];
    return address ? [failure(address, "", reasonNear(mail.text, address), "")] : [];
  });
}

/** Addresses in the notice, above the mail that it returns; our own side of the conversation is left out. */
function readWords(mail: ParsedMail): FailedRecipient[] {
  const notice = aboveReturned(mail.text.slice(0, MAX_TEXT));
  const ours = new Set(
    [mail.from?.address, ...mail.to.map(({ address }) => address)].map((address) =>
      address?.toLowerCase(),
    ),
  );
  const failures: FailedRecipient[] = [];
  for (const line of notice.split("\n")) {
    const address = ADDRESS.exec(line.slice(0, 1000))?.[0];
    if (
      !address ||
      ours.has(address.toLowerCase()) ||
      /^\W*(?:from|sender|message-id|reply-to)\b/i.test(line)
    )
      continue;
    failures.push(failure(address, "", reasonNear(notice, address), ""));
    if (failures.length >= MAX_FAILURES) break;
  }
  return failures;
}

const RETURNED =
  /^[\s>|*-]*(?:(?:included|below|this) .{0,40}(?:is a copy|copy of)|-{3,}.{0,60}(?:original|copy|returned|headers?).{0,40}-{3,}|return-path:|received: (?:from|by))/i;

/** Line by line, and only a line's beginning: over the whole text the pattern would cost the square of its length. */
function aboveReturned(text: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line, index) => index > 0 && RETURNED.test(line.slice(0, 300)));
  return end < 0 ? text : lines.slice(0, end).join("\n");
}

/** The words around the address: most notices explain on the lines below it. */
function reasonNear(text: string, address: string): string {
  const at = text.indexOf(address);
  if (at < 0) return "";
  const below = text.slice(at + address.length, at + address.length + 600);
  return below
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.length > 3)
    .slice(0, 4)
    .join(" ")
    .slice(0, 500);
}

function failure(
  address: string,
  given: string,
  diagnostic: string,
  action: string,
): FailedRecipient {
  const said = /(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?![\d.])/;
  const own = said.exec(given)?.[0] ?? null;
  const inside = said.exec(diagnostic)?.[0] ?? null;
  const status = own === null || /^[45]\.0\.0$/.test(own) ? (inside ?? own) : own;
  return {
    address: address.toLowerCase(),
    status,
    reason: reasonOf(diagnostic) || reasonOf(given) || reasonOf(action) || "not delivered",
    hard: !action.startsWith("delay") && isHard(status, diagnostic),
  };
}

/** The server's words as they may be stored. */
function reasonOf(words: string): string {
  return cleanLine(words).replace(/\s+/g, " ").trim().slice(0, 500).toWellFormed();
}

const GONE =
  /user unknown|unknown (?:user|recipient|address|local|account|mailbox|or illegal)|no such (?:user|recipient|mailbox|address|account|domain|host|person)|(?:user|recipient|address|account|mailbox|domain|host)(?: \S+){0,4} (?:(?:does(?: not|n't)|doesn.t) exist|not found|is unknown|unknown|invalid|not known|not exist|is not (?:a )?valid|has moved)|invalid (?:recipient|mailbox|user|address)|no mailbox|nonexistent|non-existent|not a valid (?:recipient|mailbox|user)|unrouteable address|undeliverable address|host (?:or domain )?(?:name )?(?:unknown|lookup|not found)|name (?:service )?error.{0,60}not found|mailbox unavailable|recipient rejected|address rejected: user|not our customer|is not a known user|does not like recipient|no longer (?:exists|valid|works|with|at)/i;
const FULL =
  /full|quota|over ?size|too (?:large|big|many|much)|spam|virus|blocked|blacklist|block list|policy|relay|temporar|try again|timed? ?out|expired|suspend|disabled|greylist|reputation|spf|dkim|dmarc|authenticat|ptr|reverse dns|rate limit|refused/i;

/** Wrong for good: no such mailbox, no such host, moved. A full box, a block or a relay error may pass. */
function isHard(status: string | null, diagnostic: string): boolean {
  if (status?.startsWith("4")) return false;
  if (GONE.test(diagnostic))
    return !/full|quota|blacklist|blocked (?:by|using)|spam/i.test(diagnostic);
  if (FULL.test(diagnostic)) return false;
  return status !== null && /^5\.1\.(?:0|1|2|3|6|10)$/.test(status);
}
