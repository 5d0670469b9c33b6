/** Writing a mail: what goes out is exactly what was written, in MIME that every program reads. */
import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createTransport } from "nodemailer";
import { isAddress } from "./address.ts";
import { cleanLine, cleanText } from "./clean.ts";
import { htmlToText } from "./html-text.ts";
import type { Address } from "./mail.ts";

export type OutgoingAttachment = {
  name: string;
  type: string;
  /** The id that the HTML shows it by (`src="cid:…"`). */
  cid?: string;
} & ({ content: Buffer } | { path: string });

export type OutgoingMail = {
  from: Address;
  to: Address[];
  cc?: Address[];
  bcc?: Address[];
  replyTo?: Address[];
  subject: string;
  /** Already cleaned by `cleanReplyHtml`. */
  html: string;
  /** Made from the HTML when left out. */
  text?: string;
  messageId: string;
  inReplyTo?: string | null;
  references?: readonly string[];
  attachments?: readonly OutgoingAttachment[];
  /**
   * The earlier conversation, below what was written. `attribution` is its first line: "On … wrote:". A message that is
   * `forwarded` stands there as it is, not as a quotation.
   */
  quoted?: { html: string; text: string; attribution: string; forwarded?: boolean };
  signatureHtml?: string;
  date: Date;
  headers?: Readonly<Record<string, string>>;
  dkim?: { domain: string; selector: string; privateKey: string };
  /** Everything that no person wrote says so (RFC 3834). */
  autoSubmitted?: "auto-replied" | "auto-generated";
};

export type ComposedMail = { raw: Buffer; envelope: { from: string; to: string[] } };

const MAX_REFERENCES = 30;

/** Throws where an address is none: that is a mistake of the caller, never a customer's input. */
export async function composeMail(mail: OutgoingMail): Promise<ComposedMail> {
  for (const { address } of recipients(mail).concat(mail.from)) refuseNoAddress(address);
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows" });
  const html = wholeHtml(mail);
  const { message } = await transport.sendMail({
    ...people(mail),
    subject: cleanLine(mail.subject).trim(),
    date: mail.date,
    messageId: oneId(mail.messageId),
    ...(mail.inReplyTo ? { inReplyTo: oneId(mail.inReplyTo) } : {}),
    references: chain(mail).map(oneId),
    headers: extraHeaders(mail),
    text: wholeText(mail),
    html,
    attachments: await attachmentsOf(mail, html),
    disableUrlAccess: true,
    disableFileAccess: true,
    ...(mail.dkim
      ? {
          dkim: {
            domainName: mail.dkim.domain,
            keySelector: mail.dkim.selector,
            privateKey: mail.dkim.privateKey,
          },
        }
      : {}),
  });
  if (!Buffer.isBuffer(message)) throw new Error("the mail was not composed into a buffer");
  const to = [...new Set(recipients(mail).map(({ address }) => address))];
  return { raw: message, envelope: { from: mail.from.address, to } };
}

/** A new Message-ID, written once with the message and kept for every attempt to send it. */
export function makeMessageId(domain: string): string {
  return `<${randomUUID()}@${cleanLine(domain).replace(/[^\p{L}\p{N}.-]/gu, "") || "localhost"}>`;
}

function refuseNoAddress(address: string) {
  if (!isAddress(address)) throw new Error(`not an address: ${JSON.stringify(address)}`);
}

function recipients({ to, cc, bcc }: OutgoingMail): Address[] {
  return [...to, ...(cc ?? []), ...(bcc ?? [])];
}

function people({ from, to, cc, replyTo }: OutgoingMail) {
  const clean = (list: readonly Address[]) =>
    list.map(({ name, address }) => ({ name: cleanLine(name).trim(), address }));
  return {
    from: { name: cleanLine(from.name).trim(), address: from.address },
    to: clean(to),
    ...(cc && cc.length > 0 ? { cc: clean(cc) } : {}),
    ...(replyTo && replyTo.length > 0 ? { replyTo: clean(replyTo) } : {}),
  };
}

function oneId(id: string): string {
  return `<${cleanLine(id).replace(/[\s<>]+/g, "")}>`;
}

/** The conversation's first id and its newest ones: enough for every program, and no endless header. */
function chain({ references = [], inReplyTo }: OutgoingMail): string[] {
  const ids = [
    ...new Set(
      inReplyTo ? [...references.filter((id) => id !== inReplyTo), inReplyTo] : references,
    ),
  ];
  return ids.length <= MAX_REFERENCES
    ? ids
    : [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)];
}

function extraHeaders({ headers = {}, autoSubmitted }: OutgoingMail): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,70}$/.test(name))
      throw new Error(`not a header name: ${JSON.stringify(name)}`);
    safe[name] = cleanLine(value);
  }
  if (autoSubmitted)
    Object.assign(safe, { "Auto-Submitted": autoSubmitted, "X-Auto-Response-Suppress": "All" });
  return safe;
}

/** The class names are our own marks: they tell our quote splitter where the history begins. */
function wholeHtml({ html, signatureHtml, quoted }: OutgoingMail): string {
  const pieces = [`<div>${html}</div>`];
  if (signatureHtml) pieces.push(`<div class="sportello_signature"><br>${signatureHtml}</div>`);
  if (quoted?.forwarded) pieces.push(forwardedHtml(quoted));
  else if (quoted) {
    const style = "margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex";
    const attribution = escaped(quoted.attribution);
    pieces.push(
      `<div class="sportello_quote"><br><div>${attribution}</div><blockquote type="cite" style="${style}">${quoted.html}</blockquote></div>`,
    );
  }
  return cleanText(
    `<!doctype html><html><head><meta charset="utf-8"></head><body>${pieces.join("\n")}</body></html>`,
  );
}

function forwardedHtml({ attribution, html }: NonNullable<OutgoingMail["quoted"]>): string {
  const heading = escaped(attribution).replaceAll("\n", "<br>");
  return `<div class="sportello_quote"><br><div>${heading}</div><br><div>${html}</div></div>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function wholeText({ text, html, signatureHtml, quoted }: OutgoingMail): string {
  const pieces = [text ?? htmlToText(html)];
  if (signatureHtml) pieces.push(`-- \n${htmlToText(signatureHtml)}`);
  if (quoted?.forwarded) pieces.push(`${quoted.attribution}\n\n${quoted.text}`);
  else if (quoted)
    pieces.push(
      [
        quoted.attribution,
        ...quoted.text.split("\n").map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`)),
      ].join("\n"),
    );
  return cleanText(pieces.join("\n\n")) || " ";
}

/** Only what the HTML really shows goes beside it; everything else is a file below. */
async function attachmentsOf({ attachments = [] }: OutgoingMail, html: string) {
  return await Promise.all(
    attachments.map(async (file) => {
      const shown = file.cid !== undefined && html.includes(`cid:${file.cid}"`);
      return {
        filename: cleanLine(file.name) || "file",
        contentType: /^[\w.+-]+\/[\w.+-]+$/.test(file.type)
          ? file.type
          : "application/octet-stream",
        content: "content" in file ? file.content : await readFile(file.path),
        contentDisposition: shown ? "inline" : "attachment",
        ...(shown && file.cid !== undefined
          ? { cid: cleanLine(file.cid).replace(/[\s<>]/g, "") }
          : {}),
      };
    }),
  );
}
