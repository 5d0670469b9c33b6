/** Reading a mail: any bytes in, a mail out. Nothing here throws, nothing is lost silently. */
import { createHash } from "node:crypto";
import { parseAddresses } from "./address.ts";
import { toAttachments } from "./attachment.ts";
import { readBody } from "./body.ts";
import { breathing } from "./breath.ts";
import { cleanLine, cleanText } from "./clean.ts";
import { readDate } from "./date.ts";
import { decodeRaw } from "./field.ts";
import { endOfHeader, readHeaders } from "./header.ts";
import { readLeaves, type Leaf } from "./leaf.ts";
import type { Address, Headers, ParsedMail } from "./mail.ts";
import { readId, readIds } from "./message-id.ts";
import { readTree } from "./mime.ts";
import { openSigned, unwrapLeaves } from "./unwrap.ts";
import { decodeWords } from "./words.ts";

export type { ParsedMail } from "./mail.ts";

export type Limits = {
  maxBytes: number;
  maxHeaderBytes: number;
  maxParts: number;
  maxDepth: number;
  /** Characters of text and HTML together that are shown; what is longer is also attached as a file. */
  maxText: number;
};

export const LIMITS: Limits = {
  maxBytes: 100 * 1024 * 1024,
  maxHeaderBytes: 512 * 1024,
  maxParts: 1000,
  maxDepth: 50,
  maxText: 2_000_000,
};

const MAX_BEGINNING = 16 * 1024;

/**
 * Reads a raw mail. Gives way to other work every 15 ms; memory stays below 3 × its size. A mail that cannot be read
 * comes back with `unreadable` and whatever text there is.
 */
export async function parseMail(raw: Buffer, limits: Partial<Limits> = {}): Promise<ParsedMail> {
  const bounds = { ...LIMITS, ...limits };
  try {
    return await readMail(raw, bounds);
  } catch (error) {
    return unreadableMail(raw, error instanceof Error ? error.message : "unknown error");
  }
}

async function readMail(raw: Buffer, limits: Limits): Promise<ParsedMail> {
  const breathe = breathing();
  const tree = await readTree(withLineFeeds(raw.subarray(0, limits.maxBytes)), limits, breathe);
  const whole = await openSigned(await readLeaves(tree.root, breathe), limits, breathe);
  const leaves = unwrapLeaves(whole);
  const body = readBody(leaves, limits.maxText);
  const attachments = await toAttachments(body.listed, body.uuencoded, body.html, breathe);
  const headers = tree.root.headers;
  const tooBig = raw.length > limits.maxBytes ? `it is larger than ${limits.maxBytes} bytes` : null;
  return {
    ...readEnvelope(headers, tree.charset),
    headers,
    text: body.text,
    html: body.html,
    attachments,
    shownParts: body.shown,
    truncated: tooBig ?? tree.truncated ?? body.truncated,
    unreadable: headers.size > 0 ? null : "it has no header",
    contentHash: await hashContent(headers, leaves, breathe),
  };
}

function readEnvelope(headers: Headers, charset: string | null) {
  const addresses = (name: string): Address[] =>
    (headers.get(name) ?? []).flatMap((value) => parseAddresses(decodeRaw(value, charset)));
  const first = (name: string) => headers.get(name)?.[0];
  const [sender, replyTo] = [addresses("sender"), addresses("reply-to")];
  return {
    messageId: readId(first("message-id")),
    inReplyTo: readIds(headers.get("in-reply-to") ?? []),
    references: readIds(headers.get("references") ?? []),
    from: addresses("from")[0] ?? sender[0] ?? replyTo[0] ?? null,
    sender: sender[0] ?? null,
    replyTo,
    to: addresses("to"),
    cc: addresses("cc"),
    bcc: addresses("bcc"),
    subject: cleanLine(decodeWords(decodeRaw(first("subject") ?? "", charset)))
      .replace(/\s+/g, " ")
      .trim()
      .slice(0, 2000)
      .toWellFormed(),
    date: readDate(first("date")),
  };
}

/** Delivered twice, a mail has other Received lines and the same content. */
async function hashContent(
  headers: Headers,
  leaves: readonly Leaf[],
  breathe: () => Promise<void>,
): Promise<string> {
  const hash = createHash("sha256");
  for (const name of ["from", "date", "subject"])
    hash.update(`${name}:${(headers.get(name)?.[0] ?? "").replace(/\s+/g, " ")}\n`);
  for (const { type, content } of leaves) {
    hash.update(`${type} ${content.length}\n`);
    for (let at = 0; at < content.length; at += 2_000_000) {
      hash.update(content.subarray(at, at + 2_000_000));
      await breathe();
    }
  }
  return hash.digest("hex");
}

/** Skips a byte order mark and blank lines before the header; turns lone carriage returns into line feeds. */
export function withLineFeeds(raw: Buffer): Buffer {
  let from = raw[0] === 0xef && raw[1] === 0xbb && raw[2] === 0xbf ? 3 : 0;
  while (raw[from] === 0x0a || raw[from] === 0x0d) from++;
  const mail = raw.subarray(from);
  if (mail.includes(0x0a) || !mail.includes(0x0d)) return mail;
  return Buffer.from(mail.toString("latin1").replaceAll("\r", "\n"), "latin1");
}

/** What may be said of a mail without reading it: the beginning of its header, and its bytes as text. */
export function unreadableMail(raw: Buffer, reason: string): ParsedMail {
  const beginning = withLineFeeds(raw.subarray(0, MAX_BEGINNING));
  const { end } = endOfHeader(beginning, 0, MAX_BEGINNING, true);
  const headers = readHeaders(beginning.subarray(0, end));
  return {
    ...readEnvelope(headers, null),
    headers,
    text: cleanText(raw.toString("latin1", 0, 100_000)),
    html: null,
    attachments: [],
    shownParts: 1,
    truncated: null,
    unreadable: reason,
    contentHash: createHash("sha256").update(raw).digest("hex"),
  };
}
