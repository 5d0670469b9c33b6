/** The text of a snippet or template: as clean as a reply, without pictures, which belong to a message. */
import { cleanReplyHtml, hasTooManyTags } from "#mail/sanitize.ts";
import { refuse } from "#platform/refusal.ts";

/** @throws Refusal html_too_complex */
export function bodyOf(html: string): string {
  if (hasTooManyTags(html)) throw refuse("html_too_complex");
  return cleanReplyHtml(html).replaceAll(/<img\b[^>]*>/gi, "");
}
