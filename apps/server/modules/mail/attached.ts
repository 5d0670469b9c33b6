/** A mail within a mail, opened: read like any other, in a thread with limits where it is long. */
import {
  type AttachedMail,
  isMailFile,
  type readAttachedFile as fileOperation,
  type readAttachedFrame as frameOperation,
  type readAttachedMail as mailOperation,
} from "#contract/attached.ts";
import type { InputOf } from "#contract/operation.ts";
import { sanitizeMail, textToHtml } from "#mail/sanitize.ts";
import { readBytes } from "#modules/files";
import { attachedFiles, frameCsp, framePage } from "#modules/tickets";
import type { Call, Download } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { readMail } from "./read.ts";
import type { Reading } from "./understand.ts";

type Which = Omit<InputOf<typeof mailOperation>, "part"> & { part?: string | undefined };

/** Bytes of pictures that travel within the page. */
const mostPictures = 8 * 1024 * 1024;

export async function readAttachedMail(
  call: Call,
  input: InputOf<typeof mailOperation>,
): Promise<AttachedMail> {
  const mail = await open(call, input);
  const prefix = input.part === undefined ? "" : `${input.part}.`;
  return {
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    date: mail.date?.toISOString() ?? null,
    text: mail.text,
    hasHtml: mail.html !== null,
    truncated: mail.unreadable ?? mail.truncated,
    attachments: mail.attachments.map(({ name, type, size, inline }, index) => ({
      ...{ part: `${prefix}${index}`, name, type, size, inline },
    })),
  };
}

/** Its own pictures travel within the page; those from elsewhere would tell its first sender who reads it. */
export async function readAttachedFrame(
  call: Call,
  input: InputOf<typeof frameOperation>,
): Promise<Download> {
  const mail = await open(call, input);
  const pictures = picturesOf(mail);
  const { html } = sanitizeMail(mail.html ?? textToHtml(mail.text), {
    cidUrl: (cid) => pictures.get(cid) ?? null,
    remoteImages: "block",
  });
  const body = framePage(html, { theme: input.theme, plain: mail.html === null });
  return { body, type: "text/html; charset=utf-8", inline: true, csp: frameCsp };
}

export async function readAttachedFile(
  call: Call,
  input: InputOf<typeof fileOperation>,
): Promise<Download> {
  const steps = input.part.split(".");
  const last = steps.pop() ?? "";
  const around = steps.length === 0 ? undefined : steps.join(".");
  const { attachments } = await open(call, { ...input, part: around });
  const file = attachments[Number(last)];
  if (!file) throw refuse("file_not_found");
  const { content: body, name, size } = file;
  // Handed over as bytes without meaning: a stranger chose its type.
  return { body, name, size, type: "application/octet-stream", inline: false };
}

/** The mail that `part` leads to. @throws Refusal ticket_not_found, message_not_found, file_not_found */
async function open(call: Call, { part, fileId, ...message }: Which): Promise<Reading> {
  const files = await attachedFiles(call, message);
  const file = files.find(({ id }) => id === fileId);
  if (!file || !isMailFile(file)) throw refuse("file_not_found");
  let mail = await readMail(await readBytes(call.platform, call.desk.id, file));
  for (const step of part?.split(".") ?? []) {
    const inner = mail.attachments[Number(step)];
    if (!inner || !isMailFile(inner)) throw refuse("file_not_found");
    mail = await readMail(inner.content);
  }
  return mail;
}

function picturesOf({ attachments }: Reading): Map<string, string> {
  const pictures = new Map<string, string>();
  let room = mostPictures;
  for (const { contentId, type, content } of attachments) {
    if (!contentId || !/^image\/(?:png|jpe?g|gif|webp|avif|bmp)$/.test(type)) continue;
    room -= content.length;
    if (room < 0) break;
    pictures.set(contentId, `data:${type};base64,${content.toString("base64")}`);
  }
  return pictures;
}
