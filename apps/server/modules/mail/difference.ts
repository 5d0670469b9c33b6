/** What reading a kept mail again would change: text, files, fate. Pure but for the reading. */
import { createHash } from "node:crypto";
import { clues as cluesOf } from "#mail/clues.ts";
import type { Fate } from "#contract/mail.ts";
import type { Rereading } from "#contract/mail-works.ts";
import { channelAddresses } from "#modules/channels";
import { type MessageFile, messageOfMail, type ReadMessage } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";
import type { KeptMail } from "./entry.ts";
import { withReturnPath } from "./letter.ts";
import { readRaw } from "./raw.ts";
import { readMail } from "./read.ts";
import type { Reading } from "./understand.ts";

export type Changes = Pick<Rereading, "text" | "html" | "attachments" | "fate">;

export type ReadAgain = {
  raw: Buffer;
  mail: Reading;
  /** Null for a mail that became no message. */
  message: ReadMessage | null;
  /** Null when it reads as it did. */
  changes: Changes | null;
};

export async function readAgain(platform: Platform, kept: KeptMail): Promise<ReadAgain> {
  const raw = await readRaw(platform, kept);
  const mail = await readMail(raw);
  // What a colleague wrote or forwarded was taken apart when it came: by reading alone it is not told.
  if (kept.reason === "colleague") return { raw, mail, message: null, changes: null };
  const message = await messageOfMail(platform.db, kept.desk_id, kept.id);
  const fate = await fateChange(platform, kept, mail);
  // What has become unreadable is only told: worse words never replace better ones.
  const worse = mail.unreadable !== null;
  const words = message && !worse ? wordsChange(message, mail, raw) : {};
  const changes = { ...words, ...(fate ? { fate } : {}) };
  return { raw, mail, message, changes: Object.keys(changes).length > 0 ? changes : null };
}

function wordsChange(message: ReadMessage, mail: Reading, raw: Buffer): Changes {
  const html = message.html !== mail.html || message.visibleHtml !== mail.visibleHtml;
  const text = piecesOf(message.text, mail.text) ?? piecesOf(shown(message), shown(mail));
  const files = filesOf(mail, raw);
  const same =
    files.length === message.files.length &&
    files.every((file, index) => keyOf(file) === keyOf(message.files[index]));
  const attachments = same
    ? undefined
    : { before: message.files.map(nameOf), after: files.map(nameOf) };
  return {
    ...(text ? { text } : {}),
    ...(html ? { html } : {}),
    ...(attachments && { attachments }),
  };
}

function shown({ text, visibleText }: Pick<ReadMessage, "text" | "visibleText">): string {
  return visibleText ?? text;
}

const wordsBefore = 30;
const wordsShown = 160;

/** Where two texts part, with a little of what stands before. */
function piecesOf(before: string, after: string): Changes["text"] {
  if (before === after) return undefined;
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const from = Math.max(0, at - wordsBefore);
  const piece = (text: string) =>
    `${from > 0 ? "…" : ""}${text.slice(from, from + wordsShown)}`.toWellFormed();
  return { before: piece(before), after: piece(after) };
}

/** The files that the mail would have, as `storeAttachments` stores them. */
function filesOf(mail: Reading, raw: Buffer): MessageFile[] {
  const whole = { content: raw, name: "message.eml", contentId: null, inline: false };
  const all = mail.unreadable === null ? mail.attachments : [...mail.attachments, whole];
  return all.map(({ content, name, contentId, inline }) => ({
    hash: createHash("sha256").update(content).digest(),
    size: content.length,
    name: name.slice(0, 300).toWellFormed(),
    contentId,
    inline,
  }));
}

function keyOf(file: MessageFile | undefined): string {
  if (!file) return "";
  const { hash, name, contentId, inline } = file;
  return JSON.stringify([hash.toString("hex"), name, contentId, inline]);
}

function nameOf({ name, size }: MessageFile): string {
  return `${name} (${size})`;
}

type Sort = "unreadable" | "notice" | "letter";

/** Which fate it would get today, as far as reading decides it: doubles, own copies and tests are decided by what came before. */
async function fateChange(
  platform: Platform,
  kept: KeptMail,
  mail: Reading,
): Promise<Changes["fate"]> {
  const before = sortOf(kept);
  if (!before) return undefined;
  const own = await channelAddresses(platform.db, kept.desk_id);
  const clues = cluesOf(withReturnPath(mail, kept.envelope_from), [...own]);
  const after: Sort =
    mail.unreadable === null ? (clues.opensTicket ? "letter" : "notice") : "unreadable";
  if (after === before) return undefined;
  // A mail that could not be read opened its ticket all the same: that ticket stays, whatever it turns out to be.
  const applies = before === "unreadable";
  return { before: kept.fate, after: applies ? "ticket_created" : fateOf[after], applies };
}

const fateOf: Record<Sort, Fate> = {
  unreadable: "unreadable",
  notice: "ignored",
  letter: "ticket_created",
};

function sortOf({ fate, reason }: KeptMail): Sort | null {
  if (fate === "unreadable") return "unreadable";
  if (fate === "ignored") return "notice";
  if (fate === "joined_ticket") return reason === null ? "letter" : "notice";
  return fate === "ticket_created" ? "letter" : null;
}
