/** Splits an HTML message into what is new and what is history; both stay well-formed. */
import { Parser } from "htmlparser2";
import { capDepth } from "./cap.ts";
import { foldLines, type Line } from "./fold.ts";

type Split = { visible: string; quoted: string | null };

/** `tag` and `close` carry structure and belong to both halves; everything else belongs to a line. */
type Piece = { kind: "open" | "close" | "content" | "meta"; source: string; line: number };

const BLOCKS = new Set(
  "address article aside blockquote center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul body html".split(
    " ",
  ),
);
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const META = new Set(["style", "script", "title", "head"]);

export function splitHtml(whole: string, isForward: boolean): Split {
  const html = capDepth(whole);
  const reader = new HtmlReader();
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes, implied) =>
        reader.open(
          name,
          attributes,
          implied ? `<${name}>` : html.slice(parser.startIndex, parser.endIndex + 1),
        ),
      ontext: () => reader.text(html.slice(parser.startIndex, parser.endIndex + 1)),
      onclosetag: (name) => reader.close(name),
    },
    { lowerCaseTags: true, decodeEntities: false },
  );
  parser.end(html);
  const folded = foldLines(reader.lines, isForward);
  if (!folded.includes(true)) return { visible: whole, quoted: null };
  const [visible, quoted] = [new Half(false, folded), new Half(true, folded)];
  for (const piece of reader.pieces) {
    visible.add(piece);
    quoted.add(piece);
  }
  return { visible: visible.html(), quoted: quoted.html() };
}

type Element = { meta: boolean; mark: Line["mark"] | null; history: boolean; gmail: boolean };

/** Pieces of the page in order, and the lines that a reader sees. */
class HtmlReader {
  readonly lines: Line[] = [{ text: "", mark: "none", says: "nothing" }];
  readonly pieces: Piece[] = [];
  private readonly stack: Element[] = [];
  private marks: Line["mark"][] = ["none"];
  private meta = 0;
  private history = 0;
  private gmail = 0;
  private toEnd = false;

  open(name: string, attributes: Record<string, string>, source: string) {
    if (BLOCKS.has(name)) this.newLine();
    const element = describe(name, attributes);
    if (name === "blockquote" && this.gmail > 0) element.mark = "quoted";
    if (startsHistory(attributes)) this.toEnd = true;
    if (VOID.has(name)) return this.void(name, source);
    this.stack.push(element);
    if (element.meta) this.meta++;
    if (element.history) this.history++;
    if (element.gmail) this.gmail++;
    if (element.mark) this.marks.push(element.mark);
    this.refresh();
    this.push(element.meta || this.meta > 0 ? "meta" : "open", source);
  }

  text(source: string) {
    if (this.meta > 0) return this.push("meta", source);
    this.push("content", source);
    const line = this.lines.at(-1);
    if (!line) return;
    line.text = (line.text + readable(source)).replace(/\s+/g, " ").slice(0, 3000);
    if (/^ ?>/.test(line.text)) line.mark = "quoted";
  }

  close(name: string) {
    if (VOID.has(name)) return;
    const element = this.stack.pop();
    this.push(this.meta > 0 ? "meta" : "close", `</${name}>`);
    if (element?.meta) this.meta--;
    if (element?.history) this.history--;
    if (element?.gmail) this.gmail--;
    if (element?.mark) this.marks.pop();
    if (BLOCKS.has(name)) this.newLine();
  }

  private void(name: string, source: string) {
    this.push(this.meta > 0 ? "meta" : "content", source);
    const line = this.lines.at(-1);
    if (name === "hr" && line) line.text = "________";
    if (name === "img" && line) line.text += "\u25a3";
    if (name === "br" || name === "hr") this.newLine(true);
  }

  private newLine(always = false) {
    const last = this.lines.at(-1);
    if (always || last?.text.trim() !== "")
      this.lines.push({ text: "", mark: "none", says: "nothing" });
    this.refresh();
  }

  /** The line under the pen gets the marks of the elements around it. */
  private refresh() {
    const line = this.lines.at(-1);
    if (!line || line.text.trim() !== "") return;
    line.mark = this.marks.includes("quoted") ? "quoted" : (this.marks.at(-1) ?? "none");
    line.says = this.toEnd ? "end" : this.history > 0 ? "history" : "nothing";
  }

  private push(kind: Piece["kind"], source: string) {
    this.pieces.push({ kind, source, line: this.lines.length - 1 });
  }
}

/** One of the two results: an element is written when the first content inside of it is. */
class Half {
  private readonly out: string[] = [];
  private readonly open: { source: string; written: boolean; foreign: number }[] = [];
  private foreign = 0;
  private readonly wanted: boolean;
  private readonly folded: readonly boolean[];

  constructor(wanted: boolean, folded: readonly boolean[]) {
    this.wanted = wanted;
    this.folded = folded;
  }

  add({ kind, source, line }: Piece) {
    const mine = (this.folded[line] ?? false) === this.wanted;
    if (kind === "open") this.open.push({ source, written: false, foreign: this.foreign });
    else if (kind === "close") this.close(source, mine);
    else if (kind === "meta" ? !this.wanted : mine) this.write(source);
    else if (source.trim() !== "") this.foreign++;
  }

  html(): string {
    return this.out.join("").trim();
  }

  /** Elements that became empty by the split go; those that were empty from the start stay in their half. */
  private close(source: string, mine: boolean) {
    const element = this.open.at(-1);
    if (element && !element.written && mine && element.foreign === this.foreign) this.write("");
    if (this.open.pop()?.written) this.out.push(source);
  }

  private write(source: string) {
    for (let i = this.open.length - 1; i >= 0 && !this.open[i]?.written; i--) this.pending(i);
    this.out.push(source);
  }

  private pending(from: number) {
    let first = from;
    while (first > 0 && !this.open[first - 1]?.written) first--;
    for (const element of this.open.slice(first)) {
      if (!element.written) this.out.push(element.source);
      element.written = true;
    }
  }
}

function describe(name: string, attributes: Record<string, string>): Element {
  const names = ` ${attributes["class"] ?? ""} `;
  const gmail = name !== "blockquote" && /\bgmail_quote(?:_container)?\b/.test(names);
  const known =
    /\b(?:sportello_quote|sportello_signature|yahoo_quoted|protonmail_quote|tutanota_quote|zmail_extra|moz-cite-prefix|moz-signature|gmail_attr|gmail_signature|moz-forward-container-none|ms-outlook-mobile-signature|quoted-message-body)\b/.test(
      names,
    );
  const mark = name === "blockquote" ? (isCited(attributes) ? "quoted" : "maybe") : null;
  return { meta: META.has(name), mark, history: known, gmail };
}

function isCited(attributes: Record<string, string>): boolean {
  return (
    attributes["type"]?.toLowerCase() === "cite" ||
    /\b(?:yahoo_quoted|protonmail_quote|tutanota_quote|cite)\b/.test(attributes["class"] ?? "")
  );
}

/** Outlook, Apple, Zimbra, Hotmail: everything below this element is history. */
function startsHistory(attributes: Record<string, string>): boolean {
  const id = attributes["id"] ?? "";
  return (
    /(?:^|_)(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|stopSpelling|zwchr|ms-outlook-mobile-reference-message|divtagdefaultreply)$/i.test(
      id,
    ) ||
    /\b(?:OutlookMessageHeader|ms-outlook-mobile-reference-message)\b/.test(
      attributes["class"] ?? "",
    )
  );
}

function readable(source: string): string {
  return source
    .replace(/&nbsp;|&#160;|&#xa0;/gi, " ")
    .replace(/&lt;/gi, "<")
    .replace(/&gt;/gi, ">")
    .replace(/&quot;/gi, '"')
    .replace(/&#39;|&apos;|&rsquo;/gi, "'")
    .replace(/&([a-z])(?:acute|grave|circ|uml|tilde|ring|cedil);/gi, (_, letter: string) => letter)
    .replace(/&amp;/gi, "&");
}
