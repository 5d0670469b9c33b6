/** Inline styles of strangers, by allow-list: how text looks, never where it stands or what it loads. */

const PROPERTIES = new Set(
  `color background-color background font font-family font-size font-style font-weight font-variant line-height letter-spacing
  word-spacing text-align text-decoration text-decoration-line text-decoration-color text-decoration-style text-transform text-indent
  white-space word-break word-wrap overflow-wrap vertical-align direction width height min-width max-width min-height max-height
  margin margin-top margin-right margin-bottom margin-left padding padding-top padding-right padding-bottom padding-left
  border border-top border-right border-bottom border-left border-color border-style border-width border-radius
  border-top-width border-right-width border-bottom-width border-left-width border-top-style border-right-style border-bottom-style
  border-left-style border-top-color border-right-color border-bottom-color border-left-color border-collapse border-spacing
  list-style list-style-type table-layout caption-side display float clear`.split(/\s+/),
);
/** Words, numbers, colours and quoted family names; the only functions are colours. No escapes, comments, urls, variables. */
const VALUE =
  /^(?:[-+\w\s#.,%/]|"[\w\s.,-]*"|'[\w\s.,-]*'|\b(?:rgb|rgba|hsl|hsla)\([\d\s.,%/]*\))+$/i;
const DISPLAY =
  /^(?:none|block|inline|inline-block|list-item|table|inline-table|table-(?:row|cell|row-group|header-group|footer-group|column|column-group|caption))$/i;
const MAX_LENGTH = 4000;
const MAX_PIXELS = 4000;

/** A mail repeats few styles often. Bounded, since strangers write them. */
const known = new Map<string, string>();

/** The declarations that are safe, in their order; empty where none is. */
export function cleanStyle(style: string): string {
  const before = known.get(style);
  if (before !== undefined) return before;
  const safe = safeDeclarations(style.slice(0, MAX_LENGTH));
  if (known.size >= 2000) known.clear();
  if (style.length < 1000) known.set(style, safe);
  return safe;
}

function safeDeclarations(style: string): string {
  const kept: string[] = [];
  for (const declaration of style.split(";")) {
    const colon = declaration.indexOf(":");
    if (colon < 0) continue;
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration
      .slice(colon + 1)
      .replace(/!\s*important\s*$/i, "")
      .trim()
      .replace(/\s+/g, " ");
    if (PROPERTIES.has(property) && isSafe(property, value)) kept.push(`${property}:${value}`);
  }
  return kept.join(";");
}

function isSafe(property: string, value: string): boolean {
  if (value === "" || value.length > 300 || !VALUE.test(value)) return false;
  if (property === "display") return DISPLAY.test(value);
  if (property === "float" || property === "clear")
    return /^(?:left|right|none|both)$/i.test(value);
  if (
    /^(?:margin|text-indent|letter-spacing|word-spacing)/.test(property) &&
    /(?:^|\s)-/.test(value)
  )
    return false;
  return !isHuge(value);
}

/** Lengths that would make the message endless or unreadable. */
function isHuge(value: string): boolean {
  for (const match of value.matchAll(
    /(\d+(?:\.\d+)?)\s*(px|pt|pc|in|cm|mm|q|em|rem|ex|ch|vw|vh|vmin|vmax|%)?/gi,
  )) {
    const amount = Number(match[1]);
    const unit = match[2]?.toLowerCase() ?? "";
    if (unit.startsWith("v") || (unit === "%" && amount > 400)) return true;
    if (amount > (/^(?:em|rem|in|cm|pc)$/.test(unit) ? MAX_PIXELS / 16 : MAX_PIXELS))
      return unit !== "";
  }
  return false;
}
