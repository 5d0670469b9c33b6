/** Leaves as files: with a name that is safe to show and to save, and unique within the mail. */
import { createHash } from "node:crypto";
import { decodeRaw } from "./field.ts";
import { cleanLine, cleanText } from "./clean.ts";
import { endOfHeader, readHeaders } from "./header.ts";
import type { Leaf } from "./leaf.ts";
import type { Attachment } from "./mail.ts";
import type { Uuencoded } from "./transfer.ts";
import { decodeWords } from "./words.ts";

const EXTENSIONS: Record<string, string> = {
  "text/plain": "txt",
  "text/html": "html",
  "text/calendar": "ics",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/directory": "vcf",
  "text/csv": "csv",
  "text/rfc822-headers": "txt",
  "message/rfc822": "eml",
  "message/global": "eml",
  "message/delivery-status": "txt",
  "message/disposition-notification": "txt",
  "message/feedback-report": "txt",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/svg+xml": "svg",
  "application/pdf": "pdf",
  "application/zip": "zip",
  "application/pgp-signature": "asc",
  "application/pgp-encrypted": "asc",
  "application/pkcs7-signature": "p7s",
  "application/x-pkcs7-signature": "p7s",
  "application/pkcs7-mime": "p7m",
  "application/ms-tnef": "dat",
};

const BEGINNINGS: [bytes: string, extension: string][] = [
  ["%PDF-", "pdf"],
  ["\x89PNG\r\n", "png"],
  ["\xff\xd8\xff", "jpg"],
  ["GIF8", "gif"],
  ["PK\x03\x04", "zip"],
];

const WORDS: Record<string, string> = {
  "text/calendar": "invite",
  "text/plain": "text",
  "text/html": "document",
  "message/rfc822": "message",
  "message/global": "message",
  "message/delivery-status": "delivery-status",
  "text/rfc822-headers": "headers",
};

/** All files of a mail; `html` tells which of them it shows by `cid:`. */
export async function toAttachments(
  leaves: readonly Leaf[],
  uuencoded: readonly Uuencoded[],
  html: string | null,
  breathe: () => Promise<void>,
): Promise<Attachment[]> {
  const shown = referencedIds(html ?? "");
  const taken = new Map<string, number>();
  const attachments: Attachment[] = [];
  for (const leaf of leaves) {
    const location = leaf.part.headers.get("content-location")?.[0]?.trim() ?? "";
    const inline = [leaf.contentId ?? "", location].some(
      (id) => id !== "" && shown.has(id.toLowerCase()),
    );
    attachments.push({
      name: unique(fileName(leaf), taken),
      type: leaf.type,
      size: leaf.content.length,
      content: leaf.content,
      contentId: leaf.contentId === null ? null : cleanLine(leaf.contentId).slice(0, 500),
      inline,
      sha1: await digest("sha1", leaf.content, breathe),
    });
  }
  for (const { name, content } of uuencoded) {
    const file = {
      type: "application/octet-stream",
      size: content.length,
      content,
      contentId: null,
      inline: false,
    };
    attachments.push({
      ...file,
      name: unique(safeName(name) || "file", taken),
      sha1: await digest("sha1", content, breathe),
    });
  }
  return attachments;
}

/** A name without path, control, direction-changing or invisible characters, at most 200 long; empty where nothing is left. */
export function safeName(name: string): string {
  const base = cleanLine(name.normalize("NFC")).replace(/^.*[/\\](?=.)/s, "");
  const visible = base
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[<>/\\|]/g, "_");
  const trimmed = visible
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+|[. ]+$/g, "");
  return trimmed.length <= 200 ? trimmed : shorten(trimmed);
}

async function digest(
  algorithm: "sha1",
  content: Buffer,
  breathe: () => Promise<void>,
): Promise<string> {
  const hash = createHash(algorithm);
  for (let at = 0; at < content.length; at += 2_000_000) {
    hash.update(content.subarray(at, at + 2_000_000));
    await breathe();
  }
  return hash.digest("hex");
}

function referencedIds(html: string): Set<string> {
  const ids = new Set<string>();
  for (const match of html.matchAll(/\bcid:([^"'\s<>)]{1,500})/gi))
    ids.add(decodePercent(match[1] ?? "").toLowerCase());
  return ids;
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("&amp;", "&"));
  } catch {
    return text;
  }
}

/** What the mail calls it, by whatever header; otherwise a word for its type. */
function fileName(leaf: Leaf): string {
  const named = leaf.name === null ? "" : safeName(leaf.name);
  if (named !== "") return named;
  const extension =
    EXTENSIONS[leaf.type] ??
    /^(?:image|video|audio)\/(?:x-)?([a-z0-9]{2,5})$/.exec(leaf.type)?.[1] ??
    fromBeginning(leaf.content);
  const known =
    [attachedSubject(leaf), description(leaf), fromContentId(leaf, extension)].find(
      (name) => name !== "",
    ) ?? "";
  if (/\.[a-z0-9]{2,5}$/i.test(known)) return known;
  const stem = known || WORDS[leaf.type] || (leaf.type.startsWith("image/") ? "image" : "file");
  return extension ? `${stem}.${extension}` : stem;
}

/** What the first bytes tell of a file that has neither a name nor a type. */
function fromBeginning(content: Buffer): string | undefined {
  const beginning = content.toString("latin1", 0, 8);
  return BEGINNINGS.find(([bytes]) => beginning.startsWith(bytes))?.[1];
}

function description(leaf: Leaf): string {
  const text = leaf.part.headers.get("content-description")?.[0] ?? "";
  return text.length > 120 ? "" : safeName(decodeWords(decodeRaw(text)));
}

/** `image001.jpg@01CD…` is a name; `part1.06090408@example.com` only where nothing else is known. */
function fromContentId(leaf: Leaf, extension: string | undefined): string {
  const name = leaf.contentId?.split("@")[0] ?? "";
  const isFileName = /^[\w -]{1,80}\.[a-z][a-z0-9]{1,4}$/i.test(name);
  return isFileName || extension === undefined ? safeName(name).slice(0, 80) : "";
}

function attachedSubject(leaf: Leaf): string {
  if (leaf.type !== "message/rfc822" && leaf.type !== "message/global") return "";
  const { end } = endOfHeader(leaf.content, 0, 65_536);
  const subject =
    readHeaders(leaf.content.subarray(0, Math.min(end, 65_536))).get("subject")?.[0] ?? "";
  return safeName(decodeWords(decodeRaw(subject)))
    .slice(0, 100)
    .toWellFormed()
    .trim();
}

function unique(name: string, taken: Map<string, number>): string {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let free = name;
  // A thousand files of one name begin to count where the last one stopped.
  let n = taken.get(name.toLowerCase()) ?? 1;
  while (taken.has(free.toLowerCase())) free = `${stem} (${++n})${extension}`;
  taken.set(name.toLowerCase(), n);
  taken.set(free.toLowerCase(), 1);
  return free;
}

function shorten(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : "";
  return cleanText(name.slice(0, 200 - extension.length)) + extension;
}
