/** How good an answer is, as the corpus' README counts it. What an answer says of itself is never asked here. */
import * as z from "zod";
import { splitQuote } from "#mail/quote.ts";
import type { answer } from "./answer.ts";
import { activeContent } from "./active.ts";
import type { Case } from "./cases.ts";
import { plain, squash, wordsFound } from "./words.ts";

/** One figure, and whether this case is good in it; `says` tells people why it is not. */
export type Verdict = { figure: string; good: boolean; says: string };
type Answered = Awaited<ReturnType<typeof answer>>;

const mostMilliseconds = 2000;

export function judge(one: Case, answered: Answered): Verdict[] {
  const verdicts = "error" in answered.answer ? [] : verdictsOf(one, answered);
  return [...verdicts, survival(answered)];
}

function verdictsOf(one: Case, { answer: given, mail }: Answered): Verdict[] {
  if ("subject" in given) return [...parseVerdicts(one, given), ...keptVerdicts(one, mail)];
  if ("visible" in given) return replyVerdicts(one, given);
  if ("class" in given) return autoVerdicts(one, given);
  if ("groups" in given) return threadVerdicts(one, given);
  return "html" in given ? htmlVerdicts(given) : [];
}

function survival({ answer: given, mail, ms }: Answered): Verdict {
  const says: string[] = [];
  if ("error" in given) says.push(given.error);
  if (ms > mostMilliseconds) says.push(`${Math.round(ms)} ms`);
  const { attachments, headers: _headers, ...rest } = mail ?? { attachments: [] };
  const all = JSON.stringify([given, rest, attachments.map(({ name, type }) => [name, type])]);
  if (all.includes("\\u0000") || /\\ud[89a-f]/.test(all)) says.push("NUL or lone surrogate");
  if (mail && mail.unreadable !== null && mail.text === "") says.push("nothing read");
  return { figure: "survived", good: says.length === 0, says: says.join(", ") };
}

type Given<Key extends string> = Extract<Answered["answer"], Record<Key, unknown>>;

const file = z.object({
  filename: z.string().optional(),
  size: z.number().optional(),
  sha1: z.string().optional(),
  text: z.boolean().optional(),
});
type File = z.infer<typeof file>;
const parseExpected = z.object({
  subject: z.string().optional(),
  subject_also: z.array(z.string()).default([]),
  from_email: z.string().optional(),
  from: z
    .array(z.object({ address: z.string().nullable() }))
    .optional()
    .catch(undefined),
  body_text: z.string().optional(),
  text_body: z.array(z.object({ text: z.string().default("") })).default([]),
  attachments: z.array(file).default([]),
  leaves: z.array(z.unknown()).optional(),
});

/** What the peer writes for a mail without text. */
const nothing = "no visible content";

function parseVerdicts({ given }: Case, mail: Given<"subject">): Verdict[] {
  const expected = parseExpected.parse(given);
  const verdicts: Verdict[] = [];
  const say = (figure: string, good: boolean, says: string) =>
    verdicts.push({ figure, good, says });
  if (expected.subject !== undefined) {
    const subjects = [expected.subject, ...expected.subject_also].map(plain);
    say("subject", subjects.includes(plain(mail.subject)), `${mail.subject} ≠ ${expected.subject}`);
  }
  const from = expected.from_email ?? expected.from?.[0]?.address;
  if (from)
    say(
      "sender",
      mail.from_email.toLowerCase() === from.toLowerCase(),
      `${mail.from_email} ≠ ${from}`,
    );
  const texts = [expected.body_text ?? "", ...expected.text_body.map(({ text }) => text)].filter(
    (text) => text !== "" && text !== nothing,
  );
  const found = Math.min(...texts.map((text) => wordsFound(text, mail.text)));
  if (texts.length > 0)
    say("text", found >= 0.95, `${found.toFixed(2)} of ${texts.join(" ").slice(0, 120)}`);
  const files = expected.attachments.filter(({ sha1 }) => sha1 !== undefined);
  const missing = files.filter((one) => !hasFile(mail, one, files));
  if (files.length > 0)
    say("attachments", missing.length === 0, missing.map(({ filename }) => filename).join(", "));
  const leaves = expected.leaves?.length ?? 0;
  if (expected.leaves) say("no part lost", mail.leaves >= leaves, `${mail.leaves} of ${leaves}`);
  return verdicts;
}

const keptExpected = z.object({
  from_display_name: z.string().optional(),
  from: z
    .array(z.object({ name: z.string().nullable() }))
    .optional()
    .catch(undefined),
  message_id: z.string().optional(),
  attachments: z.array(z.object({ contentID: z.string().optional() })).default([]),
});

/** What an answer does not tell and the ticket has all the same. */
function keptVerdicts({ given }: Case, mail: Answered["mail"]): Verdict[] {
  const expected = keptExpected.parse(given);
  const verdicts: Verdict[] = [];
  const say = (figure: string, good: boolean, says: string) =>
    verdicts.push({ figure, good, says });
  const name = expected.from_display_name ?? expected.from?.[0]?.name ?? "";
  const seen = mail?.from?.name || mail?.from?.address;
  if (name !== "") say("sender's name", plain(seen) === plain(name), `${seen} ≠ ${name}`);
  const id = expected.message_id;
  if (id)
    say(
      "message-id",
      mail?.messageId?.replace(/^<|>$/g, "") === id.replace(/^<|>$/g, ""),
      `${mail?.messageId} ≠ ${id}`,
    );
  const wanted = expected.attachments.flatMap(({ contentID }) => contentID || []);
  const lost = wanted.filter((cid) => !mail?.attachments.some((one) => one.contentId === cid));
  if (wanted.length > 0) say("embedded pictures", lost.length === 0, lost.join(", "));
  return verdicts;
}

/** Names that the peer made up (generated, or numbered because two were equal) are its own choice. */
function hasFile(mail: Given<"subject">, wanted: File, all: File[]): boolean {
  const { filename = "", size = 0, sha1 } = wanted;
  const generated =
    /^(?:file|document|message|mail|attachment|image|text|video)\d*(?:\.\w+)?$/.test(filename) ||
    all.filter((one) => one.sha1 === sha1).length > 1;
  return mail.attachments.some(
    (one) =>
      (filename === "" || generated || plain(one.filename) === plain(filename)) &&
      (one.sha1 === sha1 ||
        (wanted.text === true && Math.abs(one.size - size) <= one.size * 0.2 + 4)),
  );
}

const texts = z.array(z.string()).default([]);
const replyExpected = z.object({
  kind: z.string().default("text"),
  accept: texts,
  accept_text_squashed: texts,
  starts_with: z.string().optional(),
  must_contain: texts,
  max_seconds: z.number().default(2),
});

function replyVerdicts({ given }: Case, { visible, ms }: Given<"visible">): Verdict[] {
  const expected = replyExpected.parse(given);
  if (expected.kind === "forward") return [];
  const seen = squash(visible);
  const accepted = [...expected.accept, ...expected.accept_text_squashed]
    .flatMap((text) => [text, splitQuote({ text, html: null }).visibleText])
    .map(squash);
  const start = expected.starts_with === undefined ? [] : [expected.starts_with];
  const holds = [...expected.must_contain, ...start].every((part) => seen.includes(squash(part)));
  const shortest = accepted.toSorted((a, b) => a.length - b.length)[0];
  const exact = shortest === undefined ? holds : accepted.includes(seen);
  const whole = shortest === undefined ? holds : seen.includes(shortest);
  const says = `${JSON.stringify(visible.slice(-200))} ≠ ${JSON.stringify(expected.accept[0]?.slice(-200))}`;
  const inTime = {
    figure: "in time",
    good: ms <= expected.max_seconds * 1000,
    says: `${ms} ms`,
  };
  const isKnown = accepted.length + expected.must_contain.length + start.length > 0;
  if (!isKnown) return [inTime];
  return [
    { figure: "exact", good: exact, says },
    { figure: "nothing lost", good: whole, says },
    inTime,
  ];
}

const verdict = z.boolean().nullish();
const autoExpected = z.object({
  class: z.string().optional(),
  new_ticket: verdict,
  auto_reply: verdict,
  hints: z.object({ orig_message_id: z.string().optional() }).optional(),
});

/** What is null, the policy decides. */
function autoVerdicts({ given }: Case, seen: Given<"class">): Verdict[] {
  const { new_ticket: ticket, auto_reply: reply, hints } = autoExpected.parse(given);
  const says = `class ${seen.class}, ticket ${seen.new_ticket}, answer ${seen.auto_reply}`;
  const verdicts: Verdict[] = [];
  if (ticket === false || reply === false) {
    const good = !(ticket === false && seen.new_ticket) && !(reply === false && seen.auto_reply);
    verdicts.push({ figure: "machines held back", good, says });
  }
  if (ticket === true || reply === true) {
    const good = !(ticket === true && !seen.new_ticket) && !(reply === true && !seen.auto_reply);
    verdicts.push({ figure: "people let through", good, says });
  }
  const about = hints?.orig_message_id;
  if (about !== undefined)
    verdicts.push({ figure: "joined", good: seen.about.includes(about), says: about });
  return verdicts;
}

const groups = z.array(z.array(z.union([z.string(), z.number()])));
const threadExpected = z.object({
  groups_by_header: groups.optional(),
  groups_by_header_only: groups.optional(),
});

function threadVerdicts({ given }: Case, seen: Given<"groups">): Verdict[] {
  const expected = threadExpected.parse(given);
  const wanted = expected.groups_by_header_only ?? expected.groups_by_header;
  if (!wanted) return [];
  const says = `${seen.groups.length} groups, not ${wanted.length}`;
  return [{ figure: "threads", good: sorted(seen.groups) === sorted(wanted), says }];
}

function sorted(all: (string | number)[][]): string {
  return all
    .map((group) => group.map(String).toSorted().join(" "))
    .toSorted()
    .join("\n");
}

function htmlVerdicts({ html }: Given<"html">): Verdict[] {
  const active = activeContent(html);
  return [{ figure: "nothing active", good: active === null, says: active ?? "" }];
}
