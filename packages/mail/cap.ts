/** Size and nesting of HTML are bounded before any parser sees it, in one pass. */

const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 200;
const VOID = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);
/** Closed by their next sibling, so that a thousand of them in a row are not deep. */
const IMPLIED = new Set("p li td th tr dt dd option optgroup thead tbody tfoot rp rt".split(" "));

/** Cuts at one million characters and leaves out tags nested deeper than 200; their text stays. */
export function capHtml(html: string): string {
  const short = html.length > MAX_LENGTH ? html.slice(0, MAX_LENGTH).toWellFormed() : html;
  const kept: string[] = [];
  let at = 0;
  let depth = 0;
  let dropped = 0;
  for (const tag of tagsOf(short)) {
    if (tag.closing && dropped === 0) depth = Math.max(0, depth - 1);
    else if (!tag.closing && dropped === 0 && depth < MAX_DEPTH) depth++;
    else {
      kept.push(short.slice(at, tag.start));
      at = tag.end;
      dropped += tag.closing ? -1 : 1;
    }
  }
  return at === 0 ? short : kept.join("") + short.slice(at);
}

type Tag = { start: number; end: number; closing: boolean };

function* tagsOf(html: string): Generator<Tag> {
  const opening = /<(\/?)([a-z][a-z0-9:-]*)/gi;
  for (let match = opening.exec(html); match; match = opening.exec(html)) {
    const name = match[2]?.toLowerCase() ?? "";
    const end = tagEnd(html, opening.lastIndex);
    opening.lastIndex = end;
    if (VOID.has(name) || IMPLIED.has(name)) continue;
    yield { start: match.index, end, closing: match[1] === "/" };
  }
}

/** After the `>` that ends the tag, which is not one inside of a quoted value. */
function tagEnd(html: string, from: number): number {
  let quote = "";
  for (let i = from; i < html.length; i++) {
    const char = html.charAt(i);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === ">") return i + 1;
    else if ((char === '"' || char === "'") && html[i - 1] === "=") quote = char;
  }
  return html.length;
}
