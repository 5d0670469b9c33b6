/** What is shown and what is listed: every leaf of a mail is one or the other. */
import { hasTooManyTags, MAX_TAGS } from "./cap.ts";
import { cleanText, trimLineEnds } from "./clean.ts";
import { takeDataPictures } from "./data-picture.ts";
import { unflow } from "./flowed.ts";
import { htmlToText, textToHtml } from "./html-text.ts";
import { leafText, type Leaf } from "./leaf.ts";
import { extractUuencoded, type Uuencoded } from "./transfer.ts";

export type Body = {
  text: string;
  html: string | null;
  listed: Leaf[];
  /** How many leaves are in text and HTML. */
  shown: number;
  uuencoded: Uuencoded[];
  truncated: string | null;
};

/** A stretch of the message in one or both forms. */
type Segment = { alternative: number; text: string | null; html: string | null };

/** Joins the shown leaves in their order; `maxText` counts characters, longer parts are listed as files too. */
export function readBody(leaves: readonly Leaf[], maxText: number): Body {
  const segments: Segment[] = [];
  const body: Body = { text: "", html: null, listed: [], shown: 0, uuencoded: [], truncated: null };
  let room = maxText;
  for (const leaf of leaves) {
    if (!isShown(leaf)) {
      body.listed.push(leaf);
      continue;
    }
    const text = cleanText(shownText(leaf, body));
    body.shown++;
    const excess = excessOf(leaf, text, room, maxText);
    if (excess) {
      const name = leaf.type === "text/html" ? "message.html" : "message.txt";
      body.listed.push({ ...leaf, name: leaf.name ?? name });
      body.truncated = `${excess}; the whole of it is attached`;
    }
    addSegment(segments, leaf, text.slice(0, room).toWellFormed());
    room = Math.max(0, room - text.length);
  }
  body.text = segments
    .map(segmentText)
    .filter((text) => text !== "")
    .join("\n\n");
  if (segments.some((segment) => segment.html !== null))
    body.html = segments.map(segmentHtml).join("\n");
  // What would be too much work to make safe is shown as text.
  if (hasTooManyTags(body.html ?? "")) {
    body.html = null;
    body.truncated ??= `its HTML has more than ${MAX_TAGS} tags`;
  }
  return body;
}

function isShown(leaf: Leaf): boolean {
  if (leaf.attached || (leaf.type !== "text/plain" && leaf.type !== "text/html")) return false;
  if (leaf.related && leaf.type === "text/html") return false;
  return leaf.name === null || (leaf.alternative >= 0 && !leaf.related);
}

function shownText(leaf: Leaf, body: Body): string {
  const text = leafText(leaf);
  if (leaf.type === "text/html") {
    const { html, pictures } = takeDataPictures(text, leaf);
    body.listed.push(...pictures);
    return html;
  }
  const params = leaf.part.contentType.params;
  if (params.get("format")?.toLowerCase() === "flowed")
    return unflow(text, params.get("delsp")?.toLowerCase() === "yes");
  const taken = extractUuencoded(text);
  body.uuencoded.push(...taken.files);
  return taken.text;
}

function excessOf(leaf: Leaf, text: string, room: number, maxText: number): string | null {
  if (text.length > room) return `its text is longer than ${maxText} characters`;
  const tooMany = leaf.type === "text/html" && hasTooManyTags(text);
  return tooMany ? `its HTML has more than ${MAX_TAGS} tags` : null;
}

/** Two leaves of one alternative are two forms of one stretch, all others follow each other. */
function addSegment(segments: Segment[], leaf: Leaf, content: string) {
  const form = leaf.type === "text/html" ? "html" : "text";
  const last = segments.at(-1);
  if (last && leaf.alternative >= 0 && last.alternative === leaf.alternative) {
    const before = last[form];
    const joint = form === "html" ? "\n" : "\n\n";
    last[form] = before === null || before === content ? content : before + joint + content;
    return;
  }
  segments.push({ alternative: leaf.alternative, text: null, html: null, [form]: content });
}

/** A plain text that is empty or only says "see the HTML" is not the text of the mail. */
function segmentText({ text, html }: Segment): string {
  if (html === null || (text !== null && text.trim() !== "")) return trimLineEnds(text ?? "");
  return htmlToText(html) || titleOf(html);
}

function segmentHtml({ text, html }: Segment): string {
  const isEmpty = html === null || isEmptyPage(html);
  const words = [isEmpty && html !== null ? titleOf(html) : "", text ?? ""].map((one) =>
    one.trim() === "" ? "" : textToHtml(one),
  );
  return isEmpty && words.some(Boolean) ? words.join("") : (html ?? "");
}

/** What a page without a body says. */
function titleOf(html: string): string {
  const title = /<title\b[^>]{0,200}>([^<]{1,500})/i.exec(html)?.[1];
  return title === undefined ? "" : htmlToText(title);
}

/** A page without a word or picture, which some programs send beside the text that they mean. */
function isEmptyPage(html: string): boolean {
  const whole = html.replace(/<title\b[^>]{0,200}>[^<]{0,500}/gi, "");
  const body = whole.slice(Math.max(0, whole.search(/<body\b/i)));
  return !/<(?:img|input|video|svg|v:)/i.test(body) && !hasWords(body);
}

/** One look at each character: a pattern would be tried again at every `>`. */
function hasWords(html: string): boolean {
  let inside = false;
  for (const char of html) {
    if (char === "<") inside = true;
    else if (char === ">") inside = false;
    else if (!inside && char.trim() !== "") return true;
  }
  return false;
}
