/** What in cleaned HTML could run, load or get out. The browser says the same in `e2e/mail-html.test.ts`, dearer. */
import { Parser } from "htmlparser2";

const tags = new Set(
  "script style link meta base iframe frame frameset object embed applet form input button select textarea option svg math template noscript audio video source track portal dialog marquee".split(
    " ",
  ),
);
const names = new Set(
  "srcdoc action formaction ping srcset background poster id name class slot is".split(" "),
);
const targets = new Set([
  "href",
  "src",
  "xlink:href",
  "data",
  "cite",
  "longdesc",
  "dynsrc",
  "lowsrc",
]);

/** The first thing found, in words; null where there is none. */
export function activeContent(html: string): string | null {
  let found: string | null = null;
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        if (tags.has(tag)) found ??= `<${tag}>`;
        for (const [name, value] of Object.entries(attributes))
          if (isActive(tag, name, value)) found ??= `<${tag} ${name}="${value.slice(0, 80)}">`;
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return found;
}

function isActive(tag: string, name: string, value: string): boolean {
  if (name.startsWith("on") || names.has(name)) return true;
  if (name === "style")
    return /url\s*\(|expression|@import|position\s*:|behaviou?r|-moz-binding|\\/i.test(value);
  if (!targets.has(name)) return false;
  const bare = value.replace(/[\s\p{Cc}]/gu, "");
  return tag === "img"
    ? !/^(?:cid:|data:image\/(?!svg))/i.test(bare)
    : !/^(?:https?:|mailto:|tel:|#|cid:)/i.test(bare);
}
