/** What the product makes of a case, by the functions that ingest uses. Nothing here knows what is expected. */
import { clues } from "#mail/clues.ts";
import { splitMbox } from "#mail/mbox.ts";
import { groupMails, type ThreadMail } from "#mail/thread.ts";
import { htmlToText } from "#mail/html-text.ts";
import { readMail } from "../../apps/server/modules/mail/read.ts";
import type { Reading } from "../../apps/server/modules/mail/understand.ts";
import { type Case, readInput, type Set } from "./cases.ts";
import { countLeaves } from "./leaves.ts";
import { seenText } from "./seen.ts";
import { wordsFound } from "./words.ts";

export type ParseAnswer = {
  subject: string;
  from_email: string;
  text: string;
  attachments: { filename: string; size: number; sha1: string }[];
  /** Parts that are shown or kept; those of an attached message count one by one. */
  leaves: number;
};
export type ReplyAnswer = { visible: string; ms: number };
export type AutoAnswer = {
  new_ticket: boolean;
  auto_reply: boolean;
  class: string;
  /** Message-IDs of the mail that it is about, best first. */
  about: string[];
};
export type ThreadAnswer = { groups: (string | number)[][] };
export type HtmlAnswer = { html: string };
export type Failed = { error: string };
type Answers = {
  parse: ParseAnswer;
  reply: ReplyAnswer;
  auto: AutoAnswer;
  thread: ThreadAnswer;
  html: HtmlAnswer;
};

/** Whose desk the mail arrives at; the corpus is written to it. */
const own = ["support@helpdesk.example"];

/** The answer, how much work it took, and the mail as it was read where there is one. Never throws. */
export async function answer(set: Set, one: Case) {
  const start = process.cpuUsage();
  const worked = () => process.cpuUsage(start).user / 1000;
  try {
    const { answer: given, mail } = await ways[set.group](set, one);
    return { answer: given, mail, ms: worked() };
  } catch (error) {
    const failed: Failed = { error: error instanceof Error ? error.message : String(error) };
    return { answer: failed, mail: null, ms: worked() };
  }
}

type Answered = { answer: Answers[Set["group"]]; mail: Reading | null };
type Way = (set: Set, one: Case) => Promise<Answered>;

const ways: Record<Set["group"], Way> = {
  parse: async (set, one) => {
    const mail = await readMail(rawOf(set, one));
    return { mail, answer: await parsed(mail) };
  },

  reply: async (set, one) => {
    const start = performance.now();
    const { raw, plain } = replyMail(set, one);
    const mail = await readMail(raw);
    const ms = Math.round((performance.now() - start) * 100) / 100;
    return { mail, answer: { visible: visibleOf(plain ? { ...mail, html: null } : mail), ms } };
  },

  auto: async (set, one) => {
    const mail = await readMail(rawOf(set, one));
    const seen = clues(mail, own);
    const told = { new_ticket: seen.opensTicket, auto_reply: seen.mayAnswer };
    return { mail, answer: { ...told, class: classOf(seen.auto), about: seen.original } };
  },

  thread: async (set, one) => ({ mail: null, answer: await grouped(set, one) }),

  html: async (_, one) => {
    const html = stringOf(one, "html") ?? stringOf(one, "input_inline") ?? "";
    const mail = await readMail(mailOf("text/html", Buffer.from(html)));
    return { mail, answer: { html: mail.html ?? "" } };
  },
};

async function parsed(mail: Reading): Promise<ParseAnswer> {
  return {
    subject: mail.subject,
    from_email: mail.from?.address ?? "",
    text: textsOf(mail),
    attachments: mail.attachments.map(({ name, size, sha1 }) => ({ filename: name, size, sha1 })),
    leaves: await countLeaves(mail),
  };
}

/** The words that the ticket has: those of the HTML, and of the plain text where it says something else. */
function textsOf({ html, text }: Reading): string {
  if (html === null) return text;
  const page = htmlToText(html);
  return wordsFound(text, page) < 1 ? `${page}\n\n${text}` : page;
}

/** What stands above the `···`, as one reads it on the screen. */
function visibleOf(mail: Reading): string {
  if (mail.html === null) return mail.visibleText ?? mail.text;
  return seenText(mail.visibleHtml ?? mail.html);
}

/** The product's words for machines are finer here and coarser there than the corpus'. */
function classOf(auto: ReturnType<typeof clues>["auto"]): string {
  const words = { list: "mailing-list", auto: "auto-generated", receipt: "read-receipt" } as const;
  if (auto === null) return "human";
  return auto === "list" || auto === "auto" || auto === "receipt" ? words[auto] : auto;
}

async function grouped(set: Set, one: Case): Promise<ThreadAnswer> {
  const mails: ThreadMail[] = [];
  const names: (string | number)[] = [];
  for await (const [name, raw] of threadMails(set, one)) {
    const { messageId, inReplyTo, references } = await readMail(raw);
    mails.push({ id: String(names.length), messageId, inReplyTo, references });
    names.push(name);
  }
  const named = (id: string) => names[Number(id)] ?? id;
  return { groups: groupMails(mails).map((group) => group.map(named)) };
}

/** The mails of an mbox by their number, those of single files by their name. */
async function* threadMails(
  set: Set,
  { input, files, given }: Case,
): AsyncGenerator<[name: string | number, raw: Buffer]> {
  if (!input?.endsWith(".mbox")) {
    for (const file of input === null ? files : [input, ...files])
      yield [file, readInput(set, file)];
    return;
  }
  const taken = typeof given["messages"] === "number" ? given["messages"] : Infinity;
  let count = 0;
  for await (const raw of splitMbox([readInput(set, input)]))
    if (++count <= taken) yield [count, raw];
}

/** A case's mail: its file, or the raw bytes or headers and body that it carries. */
function rawOf(set: Set, one: Case): Buffer {
  if (one.input !== null) return readInput(set, one.input);
  const raw = stringOf(one, "raw") ?? stringOf(one, "input_inline");
  if (raw !== null) return Buffer.from(raw);
  const headers = Array.isArray(one.given["headers"]) ? one.given["headers"] : null;
  if (headers === null) throw new Error("it has no input");
  const lines = headers.map((header) => `${String(header[0])}: ${String(header[1])}\r\n`);
  return Buffer.from(`${lines.join("")}\r\n${stringOf(one, "body") ?? ""}`);
}

/** Text and HTML travel in a mail of their own, as they do when somebody answers; of a whole mail the plain text counts. */
function replyMail(set: Set, one: Case): { raw: Buffer; plain: boolean } {
  const inline = stringOf(one, "input_inline");
  const bytes = inline === null ? rawOf(set, one) : Buffer.from(inline);
  const kind = stringOf(one, "kind") ?? kindOf(one.input ?? "", bytes);
  if (kind === "mail") return { raw: bytes, plain: true };
  return { raw: mailOf(kind === "html" ? "text/html" : "text/plain", bytes), plain: false };
}

function kindOf(file: string, bytes: Buffer): string {
  if (file.endsWith(".eml")) return "mail";
  return file.endsWith(".html") || /^\s*<[a-z!]/i.test(bytes.toString("utf8", 0, 200))
    ? "html"
    : "text";
}

function mailOf(type: string, body: Buffer): Buffer {
  const content = body.toString("base64").replaceAll(/.{76}/g, "$&\r\n");
  const headers = [
    "From: Mara Rossi <mara@customer.example>",
    `To: ${own[0]}`,
    "Subject: Re: A case of the corpus",
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
  ];
  return Buffer.from(`${headers.join("\r\n")}\r\n\r\n${content}\r\n`);
}

function stringOf({ given }: Case, name: string): string | null {
  const value = given[name];
  return typeof value === "string" ? value : null;
}
