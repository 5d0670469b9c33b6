import { htmlToText } from "#mail/html-text.ts";

/** The words of HTML as they are seen: without the quote marks and link targets that plain text needs. */
export function seenText(html: string): string {
  return htmlToText(html.replace(/<\/?(?:blockquote|a)\b[^>]*>/gi, " "));
}
