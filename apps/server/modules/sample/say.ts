/** The lines of a story as messages: addresses, subjects, quoted history, HTML as our own editor would have made it. */
import { randomUUID } from "node:crypto";
import type { Mailbox } from "#contract/common.ts";
import { escapeHtml, htmlToText, sanitizeMail } from "#mail/sanitize.ts";
import type { SeedMessage } from "#modules/tickets";
import { newId } from "#platform/id.ts";
import type { Line, Story } from "./story.ts";
import type { UserKey } from "./team.ts";
import { type Cast, the, type Timed } from "./cast.ts";

export function say(story: Story, lines: readonly Timed[], cast: Cast): SeedMessage[] {
  const said: SeedMessage[] = [];
  for (const { line, at } of lines) {
    const before = said.findLast(({ kind }) => kind === "message") ?? null;
    said.push(toMessage(story, line, at, before, cast));
  }
  return said;
}

function toMessage(
  story: Story,
  line: Line,
  at: Date,
  before: SeedMessage | null,
  cast: Cast,
): SeedMessage {
  const id = newId(at.getTime());
  const common = {
    id,
    replyToMessageId: line.kind === "reply" ? (before?.id ?? null) : null,
    automatic: line.automatic ?? false,
    attachments: (line.files ?? []).map((key) => {
      const { id: fileId, name } = the(cast.files, key);
      return { fileId, name, contentId: null, inline: false };
    }),
    writtenAt: at,
  };
  if (line.kind === "comment") return { ...common, ...comment(line, cast) };
  if (line.kind === "reply") return { ...common, ...reply(story, line, before, cast) };
  return { ...common, ...mail(story, line, before, cast) };
}

type Words = Omit<
  SeedMessage,
  "id" | "replyToMessageId" | "automatic" | "attachments" | "writtenAt"
>;

function mail(
  story: Story,
  line: Line & { kind: "mail" },
  before: SeedMessage | null,
  cast: Cast,
): Words {
  const { id, name, email } = the(cast.contacts, line.who ?? story.by);
  const { address } = the(cast.channels, story.to ?? "support");
  const shown = line.html
    ? sanitizeMail(line.html, { cidUrl: () => null, remoteImages: "block" })
    : null;
  const fresh = shown ? htmlToText(shown.html) : line.text.trim();
  const quote = before && !shown ? quoteOf(story, before) : "";
  return {
    kind: "message",
    direction: "incoming",
    author: { type: "contact", id },
    from: { name, address: email },
    to: [{ name: "", address }],
    cc: othersThan(email, story, cast),
    subject: subjectOf(story, before),
    text: fresh + quote,
    html: shown?.html ?? null,
    visibleText: quote ? fresh : null,
    sanitizerVersion: shown?.version ?? null,
    blockedImages: shown?.blockedRemote ?? 0,
    messageId: `<${randomUUID()}@${email.split("@")[1]}>`,
    mentions: [],
  };
}

function reply(
  story: Story,
  line: Line & { kind: "reply" },
  before: SeedMessage | null,
  cast: Cast,
): Words {
  const user = the(cast.users, line.who);
  const { address } = the(cast.channels, story.to ?? "support");
  const to = before?.direction === "incoming" && before.from ? before.from : boxOf(story.by, cast);
  return {
    kind: "message",
    direction: "outgoing",
    author: { type: "user", id: user.id },
    from: { name: user.name, address },
    to: [to],
    cc: othersThan(to.address, story, cast),
    subject: subjectOf(story, before),
    text: line.text.trim(),
    html: toHtml(line.text),
    visibleText: null,
    sanitizerVersion: null,
    blockedImages: 0,
    messageId: `<${randomUUID()}@lariana.example>`,
    mentions: [],
  };
}

function comment(line: Line & { kind: "comment" }, cast: Cast): Words {
  const { id } = the(cast.users, line.who);
  const mentioned = [...line.text.matchAll(/@(\w+)/g)].map(([, key]) =>
    the(cast.users, key as UserKey),
  );
  const mentions = [...new Set(mentioned.map((user) => user.id))];
  return {
    kind: "comment",
    direction: null,
    author: { type: "user", id },
    from: null,
    to: [],
    cc: [],
    subject: null,
    visibleText: null,
    sanitizerVersion: null,
    text: line.text
      .trim()
      .replaceAll(/@(\w+)/g, (_, key: string) => `@${the(cast.users, key as UserKey).name}`),
    html: toHtml(line.text).replaceAll(/@(\w+)/g, (_, key: string) =>
      mention(the(cast.users, key as UserKey)),
    ),
    blockedImages: 0,
    messageId: null,
    mentions,
  };
}

function mention({ id, name }: { id: string; name: string }) {
  return `<span data-mention="${id}">@${escapeHtml(name)}</span>`;
}

function boxOf(key: Story["by"], cast: Cast): Mailbox {
  const { name, email } = the(cast.contacts, key);
  return { name, address: email };
}

function othersThan(address: string, story: Story, cast: Cast): Mailbox[] {
  return [story.by, ...(story.cc ?? [])]
    .map((key) => boxOf(key, cast))
    .filter((box) => box.address !== address);
}

function subjectOf({ subject }: Story, before: SeedMessage | null) {
  return before ? `Re: ${subject}` : subject;
}

/** Below an answer, as mail programs do it. */
function quoteOf({ language }: Story, { from, text, writtenAt }: SeedMessage): string {
  const day = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "Europe/Rome",
  });
  const intro = language === "it" ? ["Il giorno", "ha scritto:"] : ["On", "wrote:"];
  const who = `${from?.name} <${from?.address}>`;
  const own = text.split(/\n\n(?:On|Il giorno) [^\n]+(?:wrote|ha scritto):\n/)[0] ?? text;
  const quoted = own.split("\n").map((line) => `> ${line}`.trimEnd());
  return `\n\n${intro[0]} ${day.format(writtenAt)} ${who} ${intro[1]}\n${quoted.join("\n")}`;
}

/** Paragraphs, lists of lines that begin with a dash, and **bold**: what the stories use. */
function toHtml(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map(blockOf)
    .join("");
}

function blockOf(block: string): string {
  const lines = block.split("\n");
  if (!lines.every((line) => line.startsWith("- ")))
    return `<p>${lines.map(inline).join("<br>")}</p>`;
  return `<ul>${lines.map((line) => `<li><p>${inline(line.slice(2))}</p></li>`).join("")}</ul>`;
}

function inline(text: string): string {
  return escapeHtml(text).replaceAll(/\*\*(.+?)\*\*/g, "<strong>$1</strong>");
}
