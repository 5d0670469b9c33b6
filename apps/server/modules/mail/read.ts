/** Reading a kept mail: parsed, made safe, its history found. Large ones in a thread of their own, with a time limit. */
import { Worker } from "node:worker_threads";
import { type ParsedMail, parseMail } from "#mail/parse.ts";
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

/** Bytes up to which a mail is read in the process itself: a thread costs more than these. */
const inProcess = 512 * 1024;
const longestHtml = 200_000;
const headerSize = 64 * 1024;
/** Milliseconds. */
const timeLimit = 5000;

/**
 * Never throws: what cannot be read comes back with `unreadable`. In the process itself there is no time limit; there
 * the size is what bounds it.
 */
export async function readMail(raw: Buffer): Promise<Reading> {
  try {
    return await (raw.length > inProcess ? readApart(raw) : readHere(raw));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown error";
    return unread(await parseMail(raw.subarray(0, headerSize)), reason);
  }
}

/** The header alone is small: sender, subject and ids are known all the same. */
function unread(head: ParsedMail, unreadable: string): Reading {
  const nothing = { html: null, visibleText: null, visibleHtml: null, sanitizerVersion: null };
  return { ...head, ...nothing, attachments: [], blockedImages: 0, unreadable };
}

async function readHere(raw: Buffer): Promise<Reading> {
  const mail = await parseMail(raw);
  return (mail.html?.length ?? 0) > longestHtml ? readApart(raw) : understand(mail);
}

async function readApart(raw: Buffer): Promise<Reading> {
  return revived(await inThread(raw));
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

async function inThread(raw: Buffer): Promise<Reading> {
  const thread = new Worker(new URL("./read-thread.ts", import.meta.url), {
    workerData: raw,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  let late: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Reading>((resolve, reject) => {
      late = setTimeout(() => reject(new Error("reading took longer than 5 s")), timeLimit);
      thread.once("message", resolve);
      thread.once("error", reject);
      thread.once("exit", () => reject(new Error("its reader stopped")));
    });
  } finally {
    clearTimeout(late);
    await thread.terminate();
  }
}

/** Bytes cross to another thread as plain arrays. */
function revived(reading: Reading): Reading {
  const attachments = reading.attachments.map((file) => {
    const { buffer, byteOffset, byteLength } = file.content;
    return { ...file, content: Buffer.from(buffer, byteOffset, byteLength) };
  });
  return { ...reading, attachments };
}
