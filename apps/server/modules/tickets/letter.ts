/** What an agent wrote, made ready: clean HTML, its text, the files that go with it. */
import { cleanReplyHtml, hasTooManyTags, htmlToText, textToHtml } from "#mail/sanitize.ts";
import { linkFiles } from "#modules/files";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { Incoming } from "./incoming.ts";

export type Letter = { html: string; text: string };

/** From HTML, from text, or both as they are. @throws Refusal html_too_complex */
export function letterOf(
  written: { html?: string | undefined; text?: string | undefined },
  clean: (html: string) => string = cleanReplyHtml,
): Letter {
  if (hasTooManyTags(written.html ?? "")) throw refuse("html_too_complex");
  const html = clean(written.html ?? textToHtml(written.text ?? ""));
  return { html, text: written.text?.trim() ? written.text : htmlToText(html) };
}

/** Nothing to read, to see or to open. */
export function isEmpty({ html, text }: Letter, attachmentIds: readonly string[]): boolean {
  return attachmentIds.length === 0 && text.trim() === "" && !/<img\s/i.test(html);
}

/** Attached files and the pictures in the text; from now on they belong to the message. @throws Refusal attachment_unknown */
export async function filesOf(
  tx: Tx,
  { agent, now }: Pick<Call, "agent" | "now">,
  { html }: Letter,
  attachmentIds: readonly string[],
): Promise<Incoming["attachments"]> {
  const shown = new Set(picturesIn(html));
  const fileIds = [...new Set([...attachmentIds, ...shown])];
  const files = await linkFiles(tx, agent.deskId, { fileIds, uploadedBy: agent.id, now });
  return files.map(({ id: fileId, name }) => ({
    fileId,
    name,
    contentId: shown.has(fileId) ? fileId : null,
    inline: shown.has(fileId),
  }));
}

/** The editor shows an uploaded picture as `cid:<file id>`. */
export function picturesIn(html: string): string[] {
  const uuid = /src="cid:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/gi;
  return [...html.matchAll(uuid)].map(([, id = ""]) => id.toLowerCase());
}
