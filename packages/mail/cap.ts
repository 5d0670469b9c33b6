/** Size, nesting and number of tags are bounded before any parser sees the HTML, in one pass. */

const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 200;
/** Opening and closing ones: a table of a thousand rows and nine columns. */
export const MAX_TAGS = 20_000;
/** A closing tag looks for its opening one so far and no farther. */
const MAX_REACH = 300;
const VOID = new Set(
  "area base basefont bgsound br col command embed frame hr image img input keygen link meta param source track wbr".split(
    " ",
  ),
);
/** What an opening tag closes before it, so that a thousand siblings in a row are not deep. */
const CLOSES = new Map(
  Object.entries({
    p: "p",
    li: "li",
    tr: "tr th td",
    th: "th",
    td: "thead th td",
    dd: "dd dt",
    dt: "dd dt",
    option: "option",
    optgroup: "optgroup option",
    rt: "rt rp",
    rp: "rt rp",
    tbody: "thead tbody",
    tfoot: "thead tbody",
  }).map(([name, closed]) => [name, new Set(closed.split(" "))]),
);

/** Cuts at one million characters and leaves out tags nested deeper than 200; their text stays. */
export function capHtml(html: string): string {
  return capDepth(html.length > MAX_LENGTH ? html.slice(0, MAX_LENGTH).toWellFormed() : html);
}

/** Parsers keep the open elements in a list that costs its length with every tag. */
export function capDepth(html: string): string {
  const kept: string[] = [];
  const open: string[] = [];
  let at = 0;
  for (const tag of tagsOf(html)) {
    if (!isTooDeep(tag, open)) continue;
    kept.push(html.slice(at, tag.start));
    at = tag.end;
  }
  return at === 0 ? html : kept.join("") + html.slice(at);
}

/** Is it more work to make safe than a process may do between two others? */
export function hasTooManyTags(html: string): boolean {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1))
    if (++tags > MAX_TAGS) return true;
  return false;
}

type Tag = { name: string; start: number; end: number; closing: boolean };

/** Keeps the list of open elements as a parser does. */
function isTooDeep({ name, closing }: Tag, open: string[]): boolean {
  if (!closing) {
    const closed = CLOSES.get(name);
    while (closed?.has(open.at(-1) ?? "")) open.pop();
    open.push(name);
    return open.length > MAX_DEPTH;
  }
  const lowest = Math.max(0, open.length - MAX_REACH);
  let at = open.length - 1;
  while (at >= lowest && open[at] !== name) at--;
  if (at < lowest) return open.length > MAX_DEPTH;
  open.length = at;
  return at >= MAX_DEPTH;
}

function* tagsOf(html: string): Generator<Tag> {
  const opening = /<(\/?)([a-z][^\s/>]*)/gi;
  for (let match = opening.exec(html); match; match = opening.exec(html)) {
    const name = match[2]?.toLowerCase() ?? "";
    const end = tagEnd(html, opening.lastIndex);
    opening.lastIndex = end;
    if (VOID.has(name)) continue;
    yield { name, start: match.index, end, closing: match[1] === "/" };
  }
}

/** After the `>` that ends the tag, which is not one inside of a quoted value. */
function tagEnd(html: string, from: number): number {
  let quote = 0;
  for (let i = from; i < html.length; i++) {
    const char = html.charCodeAt(i);
    if (quote !== 0) {
      if (char === quote) quote = 0;
    } else if (char === 0x3e) return i + 1;
    else if ((char === 0x22 || char === 0x27) && html.charCodeAt(i - 1) === 0x3d) quote = char;
  }
  return html.length;
}
