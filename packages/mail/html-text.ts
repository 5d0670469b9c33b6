/** HTML to plain text and back. Both run in one pass, without recursion, whatever the nesting. */
import { Parser } from "htmlparser2";
import { capDepth } from "./cap.ts";
import { trimLineEnds } from "./clean.ts";

const BLOCKS = new Set(
  "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul".split(
    " ",
  ),
);
const SPACED = new Set("p h1 h2 h3 h4 h5 h6 ul ol blockquote pre table".split(" "));
const HIDDEN = new Set(
  "script style head title noscript template object applet svg math select textarea".split(" "),
);

/** What a reader sees: blocks on lines of their own, link targets after their text, quotes marked with `>`. */
export function htmlToText(html: string): string {
  const writer = new TextWriter();
  const parser = new Parser(
    {
      onopentag: (name, attributes) => writer.open(name, attributes),
      ontext: (text) => writer.text(text),
      onclosetag: (name) => writer.close(name),
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(capDepth(html));
  return writer.finish();
}

/** Plain text as HTML that shows it unchanged: escaped, with its line breaks and addresses as links. */
export function textToHtml(text: string): string {
  const lines = trimLineEnds(text.replace(/\r\n?/g, "\n")).split("\n");
  return `<div>${lines.map((line) => linkify(line).replace(/^ | (?= )/g, "&nbsp;")).join("<br>")}</div>`;
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function linkify(line: string): string {
  let out = "";
  let at = 0;
  for (const match of line.matchAll(/https?:\/\/[^\s<>"']{1,2000}/gi)) {
    const url = match[0].replace(/[.,;:!?)\]}*_]+$/, "");
    out += `${escapeHtml(line.slice(at, match.index))}<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
    at = match.index + url.length;
  }
  return out + escapeHtml(line.slice(at));
}

/** Pieces of a line are joined once, at its end: a line may be a million characters long. */
class TextWriter {
  private readonly out: string[] = [];
  private line: string[] = [];
  private last = "";
  private quoteDepth = 0;
  private hidden = 0;
  private pre = 0;
  private blank = true;
  private readonly links: { target: string | null; from: number }[] = [];
  private readonly lists: { ordered: boolean; index: number }[] = [];
  private cells = 0;

  open(name: string, attributes: Record<string, string>) {
    if (HIDDEN.has(name)) this.hidden++;
    if (this.hidden > 0) return;
    if (name === "br") return this.endLine(true);
    if (name === "a")
      this.links.push({ target: linkTarget(attributes["href"]), from: this.line.length });
    if (name === "img" && attributes["alt"]) this.text(attributes["alt"]);
    if (name === "td" || name === "th") this.cell();
    if (BLOCKS.has(name)) this.beginBlock(name);
  }

  text(text: string) {
    if (this.hidden > 0) return;
    if (this.pre > 0) return this.preformatted(text);
    const squeezed = text.replace(/[ \t\r\n\f]+/g, " ");
    this.add(this.last === "" || this.last === " " ? squeezed.trimStart() : squeezed);
  }

  close(name: string) {
    if (HIDDEN.has(name)) this.hidden = Math.max(0, this.hidden - 1);
    if (this.hidden > 0) return;
    if (name === "a") this.endLink();
    if (BLOCKS.has(name)) this.endBlock(name);
  }

  finish(): string {
    this.endLine(false);
    return this.out
      .join("\n")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
  }

  private add(piece: string) {
    if (piece === "") return;
    this.line.push(piece);
    this.last = piece.charAt(piece.length - 1);
  }

  private beginBlock(name: string) {
    this.endLine(false);
    if (SPACED.has(name)) this.blankLine();
    if (name === "blockquote") this.quoteDepth++;
    if (name === "pre") this.pre++;
    if (name === "ul" || name === "ol") this.lists.push({ ordered: name === "ol", index: 0 });
    if (name === "li") this.add(this.bullet());
    if (name === "tr") this.cells = 0;
    if (name === "hr") this.add("---");
  }

  private endBlock(name: string) {
    this.endLine(false);
    if (name === "blockquote") this.quoteDepth = Math.max(0, this.quoteDepth - 1);
    if (name === "pre") this.pre = Math.max(0, this.pre - 1);
    if (name === "ul" || name === "ol") this.lists.pop();
    if (SPACED.has(name)) this.blankLine();
  }

  private bullet(): string {
    const list = this.lists.at(-1);
    const indent = "  ".repeat(Math.min(8, Math.max(0, this.lists.length - 1)));
    if (!list?.ordered) return `${indent}- `;
    return `${indent}${++list.index}. `;
  }

  private cell() {
    if (this.cells++ > 0 && this.last !== "" && this.last !== " ") this.add(" ");
  }

  /** The target follows the text, unless the text says it already. */
  private endLink() {
    const link = this.links.pop();
    if (!link?.target || link.from > this.line.length) return;
    const said = this.line
      .slice(link.from, link.from + 50)
      .join("")
      .slice(0, 4000);
    if (said.includes(link.target.replace(/^(?:https?:\/\/|mailto:|tel:)/, "").replace(/\/$/, "")))
      return;
    this.add(`${this.last === "" || this.last === " " ? "" : " "}<${link.target}>`);
  }

  private preformatted(text: string) {
    for (const [index, line] of text.replace(/\r\n?/g, "\n").split("\n").entries()) {
      if (index > 0) this.endLine(true);
      this.add(line);
    }
  }

  private endLine(keepEmpty: boolean) {
    const line = this.line.join("").trimEnd();
    this.line = [];
    this.last = "";
    if (line === "" && !keepEmpty) return;
    this.out.push((this.prefix() + line).trimEnd());
    this.blank = line === "";
  }

  private blankLine() {
    if (!this.blank) this.out.push(this.prefix().trimEnd());
    this.blank = true;
  }

  private prefix(): string {
    return "> ".repeat(Math.min(20, this.quoteDepth));
  }
}

function linkTarget(href: string | undefined): string | null {
  const target = href?.trim() ?? "";
  return /^(?:https?:\/\/|mailto:|tel:)/i.test(target) && target.length <= 2000 ? target : null;
}
