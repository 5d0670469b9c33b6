/**
 * Cleans pasted HTML from Word, Gmail, Outlook and Sheets: what it says stays, how their pages are built goes. Remote
 * pictures go too: a mail that loads them would tell strangers who reads it.
 */
export function cleanPaste(html: string): string {
  const page = new DOMParser().parseFromString(withoutOffice(html), "text/html");
  for (const dropped of page.querySelectorAll(
    "script, style, link, meta, title, xml, o\\:p, iframe, object, form, button, svg",
  ))
    dropped.remove();
  for (const picture of page.querySelectorAll("img"))
    if (!picture.dataset["file"]) picture.remove();
  wordLists(page);
  for (const table of page.querySelectorAll("table")) if (isLayout(table)) flatten(table);
  for (const element of page.body.querySelectorAll("*")) simplify(element);
  return page.body.innerHTML.replaceAll(/\u00a0{2,}/g, " ");
}

/**
 * Word and Sheets wrap the fragment in conditional comments and namespaced tags. One that never ends is looked for up to
 * where the next begins, or a page made of them would hang the tab.
 */
export function withoutOffice(html: string): string {
  return html
    .replaceAll(/<!--\[if(?:(?!<!--\[if)[^])*?<!\[endif\]-->/gi, "")
    .replaceAll(/<!\[(?:if|endif)[^\]<]*\]>/gi, "")
    .replaceAll(/<\/?(?:o|w|m|v|st1):[^<>]*>/gi, "");
}

/** Word writes list items as paragraphs with a drawn bullet. */
function wordLists(page: Document) {
  for (const item of page.querySelectorAll<HTMLElement>('p[class*="MsoListParagraph"]')) {
    const mark = item.querySelector<HTMLElement>(
      'span[style*="mso-list:Ignore"], span[style*="mso-list: Ignore"]',
    );
    const kind = /^\s*(?:\d+|[a-z])[.)]/i.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    const before = item.previousElementSibling;
    const list = before?.tagName.toLowerCase() === kind ? before : page.createElement(kind);
    if (list !== before) item.before(list);
    const entry = page.createElement("li");
    entry.append(...item.childNodes);
    list.append(entry);
    item.remove();
  }
}

/** Mail programs and pages place things by tables: what holds tables, or has one column, was no table to its reader. */
function isLayout(table: HTMLTableElement): boolean {
  if (table.role === "presentation" || table.querySelector("table, ul, ol, blockquote"))
    return true;
  return [...table.rows].every(({ cells }) => cells.length < 2);
}

function flatten(table: HTMLTableElement) {
  const cells = [...table.querySelectorAll("td, th")].filter(
    (one) => one.closest("table") === table,
  );
  const blocks = cells.map((one) => {
    const block = table.ownerDocument.createElement("div");
    block.append(...one.childNodes);
    return block;
  });
  table.replaceWith(...blocks);
}

/** Bold, italic and underline said by style become tags; every other style, class and id goes. */
function simplify(element: Element) {
  if (element instanceof HTMLElement) {
    const { fontWeight, fontStyle, textDecorationLine } = element.style;
    const bold = Number.parseInt(fontWeight, 10) >= 600 || fontWeight === "bold";
    if (bold && element.closest("b, strong, h1, h2, h3, th") === null) wrap(element, "strong");
    if (fontStyle === "italic" && element.closest("i, em") === null) wrap(element, "em");
    if (textDecorationLine === "underline" && element.closest("u, a") === null) wrap(element, "u");
    // Google Docs wraps everything in a <b> that is not bold.
    if (element.tagName === "B" && (fontWeight === "normal" || fontWeight === "400"))
      element.replaceWith(...element.childNodes);
  }
  for (const { name } of [...element.attributes])
    if (!kept.has(name)) element.removeAttribute(name);
}

const kept = new Set(["href", "alt", "src", "data-file", "colspan", "rowspan", "start"]);

function wrap(element: HTMLElement, tag: string) {
  const inside = element.ownerDocument.createElement(tag);
  inside.append(...element.childNodes);
  element.append(inside);
}
