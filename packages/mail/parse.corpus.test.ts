/** How much of other help desks' and parsers' test mail is read right. */
import { describe, expect, test } from "vitest";
import {
  type Case,
  corpusCases,
  corpusFile,
  corpusIsHere,
  corpusMissing,
  printFigure,
} from "#testkit/corpus.ts";
import { htmlToText } from "./html-text.ts";
import { parseMail, type ParsedMail } from "./parse.ts";

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

type Zammad = {
  from_email: string;
  from_display_name: string;
  to: string;
  cc?: string;
  subject: string;
  subject_also?: string[];
  body_text: string;
  attachments: { filename: string; size: number; sha1: string; text?: boolean }[];
};

/** What the peer writes for a mail without text. */
const NOTHING = "no visible content";

corpus("mail of the corpus", () => {
  test("is read right: sender, subject, text and attachments of parse/zammad", async () => {
    const misses = await missesOf<Zammad>("parse/zammad", zammadMisses);
    expect(misses.fields).toBeLessThanOrEqual(10);
  });

  test("is read right: parse/stalwart", async () => {
    const misses = await missesOf<Stalwart>("parse/stalwart", stalwartMisses);
    expect(misses.cases).toBeLessThanOrEqual(1);
  });

  test("loses no part of parse/mime4j", async () => {
    const misses = await missesOf<{ leaves: Leaf[] }>("parse/mime4j", mime4jMisses);
    expect(misses.cases).toBe(0);
  });

  test("keeps the attachments of parse/libredesk", async () => {
    const misses = await missesOf<{ attachments: { name: string; contentID?: string }[] }>(
      "parse/libredesk",
      (mail, expected) =>
        expected.attachments
          .filter(
            ({ contentID }) =>
              contentID && !mail.attachments.some((one) => one.contentId === contentID),
          )
          .map(({ name }) => name),
    );
    expect(misses.cases).toBe(0);
  });

  test.each([
    "parse/seeds",
    "auto/sisimai",
    "auto/mixed",
    "auto/human",
    "parse/zammad",
    "parse/mime4j",
    "parse/stalwart",
  ])(
    "survives %s: clean text, under two seconds each",
    async (set) => {
      const misses = await missesOf<object>(set, survivalMisses);
      expect(misses.cases).toBe(0);
    },
    60_000,
  );
});

type Judge<Expect> = (
  mail: ParsedMail,
  expected: Expect,
  took: number,
) => string[] | Promise<string[]>;

async function missesOf<Expect>(set: string, judge: Judge<Expect>) {
  const cases = corpusCases<Expect>(set).filter(
    (one): one is Case<Expect> & { input: string } => one.input !== undefined,
  );
  let bad = 0;
  let fields = 0;
  for (const one of cases) {
    const start = performance.now();
    const mail = await parseMail(corpusFile(set, one.input));
    const misses = await judge(mail, one.expect, performance.now() - start);
    if (misses.length > 0) bad++;
    fields += misses.length;
    if (misses.length > 0 && process.env["SHOW_MISSES"])
      process.stdout.write(`  ${set} ${one.id}: ${misses.join(" | ")}\n`);
  }
  printFigure(set, cases.length - bad, cases.length);
  return { cases: bad, fields };
}

function zammadMisses(mail: ParsedMail, expected: Zammad): string[] {
  const misses: string[] = [];
  if ((mail.from?.address ?? "").toLowerCase() !== expected.from_email.toLowerCase())
    misses.push(`from ${mail.from?.address} != ${expected.from_email}`);
  const name = mail.from?.name || mail.from?.address;
  if (nfc(name) !== nfc(expected.from_display_name) && nfc(expected.from_display_name) !== "")
    misses.push(`name ${name} != ${expected.from_display_name}`);
  const subjects = [expected.subject, ...(expected.subject_also ?? [])].map(nfc);
  if (!subjects.includes(nfc(mail.subject)))
    misses.push(`subject ${mail.subject} != ${expected.subject}`);
  const share =
    expected.body_text === NOTHING ? 1 : wordsFound(expected.body_text, shownText(mail));
  if (share < 0.95)
    misses.push(
      `body ${share.toFixed(2)} of ${JSON.stringify(expected.body_text.slice(0, 150))} in ${JSON.stringify(mail.text.slice(0, 150))}`,
    );
  for (const file of expected.attachments)
    if (!hasFile(mail, file, expected.attachments))
      misses.push(
        `file ${file.filename} ${file.size}, has ${mail.attachments.map(({ name: n, size }) => `${n} ${size}`).join(", ")}`,
      );
  return misses;
}

/** Names that the peer made up (generated, or numbered because two were equal) are its own choice. */
function hasFile(
  mail: ParsedMail,
  file: Zammad["attachments"][number],
  all: Zammad["attachments"],
): boolean {
  const generated =
    /^(?:file|document|message|mail|attachment|image|text|video)\d*(?:\.\w+)?$/.test(
      file.filename,
    ) || all.filter(({ sha1 }) => sha1 === file.sha1).length > 1;
  return mail.attachments.some(
    ({ name, sha1, size }) =>
      (generated || nfc(name) === nfc(file.filename)) &&
      (sha1 === file.sha1 || (file.text === true && Math.abs(size - file.size) <= size * 0.2 + 4)),
  );
}

type Stalwart = {
  subject?: string;
  message_id?: string;
  from?: { name: string | null; address: string | null }[];
  text_body?: { text: string }[];
  attachments?: { sha1?: string; kind: string }[];
};

function stalwartMisses(mail: ParsedMail, expected: Stalwart): string[] {
  const misses: string[] = [];
  if (expected.subject !== undefined && nfc(mail.subject) !== nfc(expected.subject))
    misses.push(`subject ${mail.subject}`);
  if (expected.message_id !== undefined && mail.messageId !== `<${expected.message_id}>`)
    misses.push(`id ${mail.messageId}`);
  const from = expected.from?.[0];
  if (from?.address && mail.from?.address !== from.address)
    misses.push(`from ${mail.from?.address}`);
  if (from?.address && from.name && mail.from?.name !== from.name)
    misses.push(`name ${mail.from?.name}`);
  for (const { text } of expected.text_body ?? [])
    if (wordsFound(text, everything(mail)) < 0.95) misses.push(`text ${text.slice(0, 80)}`);
  for (const { sha1 } of expected.attachments ?? [])
    if (sha1 && !mail.attachments.some((file) => file.sha1 === sha1)) misses.push(`file ${sha1}`);
  return misses;
}

type Leaf = { part: string; kind: string; size: number; sha1: string };

/** Attached messages are opened as an agent would: their leaves count as kept. */
async function mime4jMisses(mail: ParsedMail, { leaves }: { leaves: Leaf[] }): Promise<string[]> {
  const kept = await countLeaves(mail, 0);
  return kept < leaves.length ? [`${kept} of ${leaves.length} leaves`] : [];
}

async function countLeaves(mail: ParsedMail, depth: number): Promise<number> {
  let count = mail.shownParts;
  for (const { type, content } of mail.attachments) {
    const opened =
      type.startsWith("message/rfc822") && depth < 5
        ? await countLeaves(await parseMail(content), depth + 1)
        : 1;
    count += Math.max(1, opened);
  }
  return count;
}

function survivalMisses(mail: ParsedMail, _: object, took: number): string[] {
  const { attachments, headers: _headers, ...rest } = mail;
  const all = JSON.stringify([rest, attachments.map(({ name, type }) => [name, type])]);
  const misses: string[] = [];
  if (took > 2000) misses.push(`${took} ms`);
  if (all.includes("\\u0000") || /\\ud[89a-f]/.test(all)) misses.push("NUL or lone surrogate");
  if (mail.unreadable !== null && mail.text === "") misses.push("nothing read");
  return misses;
}

function everything(mail: ParsedMail): string {
  return [
    mail.text,
    mail.html ?? "",
    ...mail.attachments.map(({ content }) => content.toString("utf8")),
  ].join(" ");
}

function shownText(mail: ParsedMail): string {
  return mail.html === null ? mail.text : `${htmlToText(mail.html)} ${mail.text}`;
}

/** Share of the expected words that the text has, each as often as it is expected. */
function wordsFound(expected: string, text: string): number {
  const left = new Map<string, number>();
  for (const word of words(text)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = words(expected);
  let found = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count > 0) found++;
    left.set(word, count - 1);
  }
  return wanted.length === 0 ? 1 : found / wanted.length;
}

function words(text: string): string[] {
  return nfc(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function nfc(text: string | null | undefined): string {
  return (text ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
}
