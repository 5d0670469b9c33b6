/** New text first; history and signatures apart, to be folded, never deleted. */
import { foldLines, type Line } from "./fold.ts";
import { splitHtml } from "./quote-html.ts";

export type Message = {
  text: string;
  html: string | null;
  /** `Fwd:` says that what looks like history is what the mail is about. */
  subject?: string;
};

export type SplitQuote = {
  visibleText: string;
  /** Empty where nothing is folded. */
  quotedText: string;
  visibleHtml: string | null;
  quotedHtml: string | null;
};

const MAX_LENGTH = 1_000_000;

/** What is new and what is not, for both forms. Time grows with length; beyond a million characters nothing is split. */
export function splitQuote({ text, html, subject = "" }: Message): SplitQuote {
  const isForward = /^\s*(?:fwd?|wg|tr|rv|enc|inoltro|i|vs|doorst)\s*:/i.test(subject);
  const plain =
    text.length > MAX_LENGTH ? { visible: text, quoted: "" } : splitText(text, isForward);
  const page =
    html === null || html.length > MAX_LENGTH
      ? { visible: html, quoted: null }
      : splitHtml(html, isForward);
  return {
    visibleText: plain.visible,
    quotedText: plain.quoted,
    visibleHtml: page.visible,
    quotedHtml: page.quoted,
  };
}

function splitText(text: string, isForward: boolean): { visible: string; quoted: string } {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").map(toLine);
  const folded = foldLines(lines, isForward);
  if (!folded.includes(true)) return { visible: text, quoted: "" };
  const pick = (wanted: boolean) =>
    lines.flatMap((line, index) => (folded[index] === wanted ? [line.text] : []));
  return { visible: tidy(pick(false)), quoted: tidy(pick(true)) };
}

function toLine(text: string): Line {
  return { text, mark: /^\s{0,4}>/.test(text) ? "quoted" : "none", says: "nothing" };
}

function tidy(lines: string[]): string {
  return lines
    .join("\n")
    .replace(/\n{4,}/g, "\n\n\n")
    .replace(/^(?:[ \t]*\n)+/, "")
    .trimEnd();
}
