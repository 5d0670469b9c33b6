import { createElement, Fragment, type ReactNode, useMemo } from "react";
import { linkTo } from "#contract/client.ts";
import { readFile } from "#contract/files.ts";
import classes from "./RichText.module.css";

/** Draws what our own editor wrote. Only known elements and attributes become React elements; the rest is its text. */
export function RichText({ html, label }: { html: string; label?: string }) {
  const drawn = useMemo(
    () => draw(new DOMParser().parseFromString(html, "text/html").body),
    [html],
  );
  return (
    <div className={classes.text} {...(label ? { role: "group", "aria-label": label } : {})}>
      {drawn}
    </div>
  );
}

const allowed = new Set(
  "p br strong b em i u s del a ul ol li blockquote pre code h1 h2 h3 h4 hr img span div table thead tbody tr td th mark sub sup".split(
    " ",
  ),
);
/** Their text is not meant for reading. */
const silent = new Set([
  "script",
  "style",
  "template",
  "title",
  "noscript",
  "iframe",
  "object",
  "svg",
  "math",
]);
const deepest = 60;

function draw(parent: Node, depth = 0): ReactNode[] {
  return [...parent.childNodes].map((node, at) => {
    if (node.nodeType === Node.TEXT_NODE) return <Fragment key={at}>{node.textContent}</Fragment>;
    if (!(node instanceof Element)) return null;
    return drawElement(node, at, depth);
  });
}

function drawElement(element: Element, key: number, depth: number): ReactNode {
  const name = element.localName;
  if (silent.has(name)) return null;
  if (depth > deepest) return <Fragment key={key}>{element.textContent}</Fragment>;
  if (name === "br" || name === "hr") return createElement(name, { key });
  if (name === "img") return drawImage(element, key);
  const children = draw(element, depth + 1);
  if (name === "a") return drawLink(element, key, children);
  if (!allowed.has(name)) return <Fragment key={key}>{children}</Fragment>;
  if (isMention(element))
    return (
      <span key={key} className={classes.mention}>
        {children}
      </span>
    );
  return createElement(name, { key, style: styleOf(element), ...spans(element) }, ...children);
}

function drawLink(element: Element, key: number, children: ReactNode[]): ReactNode {
  const href = element.getAttribute("href") ?? "";
  if (!/^(https?:|mailto:|tel:)/i.test(href)) return <Fragment key={key}>{children}</Fragment>;
  return (
    <a key={key} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** Pictures come from our own files only: uploaded ones by their id. */
function drawImage(element: Element, key: number): ReactNode {
  const src = element.getAttribute("src") ?? "";
  const id = /^cid:([0-9a-f-]{36})$/i.exec(src)?.[1];
  const own = id ? linkTo(readFile, { id }) : src.startsWith("/api/v1/files/") ? src : null;
  if (!own) return <Fragment key={key}>{element.getAttribute("alt")}</Fragment>;
  const width = Number(element.getAttribute("width"));
  return (
    <img
      key={key}
      src={own}
      alt={element.getAttribute("alt") ?? ""}
      loading="lazy"
      {...(width > 0 ? { width } : {})}
    />
  );
}

function isMention(element: Element): boolean {
  return (
    element.localName === "span" &&
    (element.getAttribute("data-type") === "mention" || element.hasAttribute("data-mention"))
  );
}

function styleOf(element: Element): Record<string, string> | undefined {
  if (!(element instanceof HTMLElement) || !element.hasAttribute("style")) return undefined;
  const { color, backgroundColor, fontSize, textAlign } = element.style;
  const kept = Object.entries({ color, backgroundColor, fontSize, textAlign }).filter(
    ([, value]) => value && !value.includes("url"),
  );
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

function spans(element: Element): Record<string, number> {
  const span = (name: string) => Number(element.getAttribute(name));
  return {
    ...(span("colspan") > 1 ? { colSpan: span("colspan") } : {}),
    ...(span("rowspan") > 1 ? { rowSpan: span("rowspan") } : {}),
    ...(element.localName === "ol" && span("start") > 1 ? { start: span("start") } : {}),
  };
}
