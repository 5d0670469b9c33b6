import type { ParsedMail } from "#mail/mail.ts";
import { parseMail } from "#mail/parse.ts";

const deepest = 5;

/** Parts that reached the ticket. Attached messages are opened as an agent opens them. */
export async function countLeaves(
  { shownParts, attachments }: Pick<ParsedMail, "shownParts" | "attachments">,
  depth = 0,
): Promise<number> {
  let count = shownParts;
  for (const { type, content } of attachments) {
    const opens = /^message\/(?:rfc822|global)$/.test(type) && depth < deepest;
    count += opens ? Math.max(1, await countLeaves(await parseMail(content), depth + 1)) : 1;
  }
  return count;
}
