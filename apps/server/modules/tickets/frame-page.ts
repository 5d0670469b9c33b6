/** The page around a message: readable type, both themes, a quiet box where a remote picture is held back. */

export const frameCsp =
  "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

export function framePage(
  html: string,
  { theme, plain }: { theme: "light" | "dark"; plain: boolean },
): string {
  // Mail that brings colours of its own was drawn on white; it stays there in the dark theme too.
  const painted = !plain && /\bbgcolor=|background(-color)?\s*:|[^-\w]color\s*[:=]/i.test(html);
  const kind = `${theme}${painted ? " painted" : ""}${plain ? " plain" : ""}`;
  return `<!doctype html><html class="${kind}"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${css}</style></head><body><main dir="auto">${html}</main></body></html>`;
}

const css = `
html { color-scheme: light; background: transparent; overflow-x: auto; }
html.dark { color-scheme: dark; }
html.dark.painted { color-scheme: light; }
body { margin: 0; color: #1c2430; font: 14px/1.55 "Inter Variable", Inter, system-ui, sans-serif; overflow-wrap: anywhere; }
html.dark body { color: #e4e7ec; }
html.dark.painted main { background: #fff; color: #1c2430; padding: 12px; border-radius: 8px; }
main { display: flow-root; }
.plain main { white-space: normal; }
a { color: #0b62d6; }
html.dark:not(.painted) a { color: #7db4ff; }
img { max-width: 100%; height: auto; }
img[data-remote-src]:not([src]), img[data-cid]:not([src]) {
  display: inline-block; min-width: 24px; min-height: 24px; padding: 2px 6px; border-radius: 6px;
  background: #8884; color: inherit; font-size: 12px; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
blockquote { margin: 8px 0; padding-left: 12px; border-left: 3px solid #8886; }
`
  .replaceAll(/\n\s*/g, " ")
  .trim();
