/** HTML of strangers made safe to show, and HTML of our own editor made safe to send. */
import sanitizeHtml from "sanitize-html";
import { capHtml, hasTooManyTags } from "./cap.ts";
import { cleanText } from "./clean.ts";
import { escapeHtml, htmlToText, textToHtml } from "./html-text.ts";
import { cleanStyle } from "./style.ts";

export { escapeHtml, hasTooManyTags, htmlToText, textToHtml };

/** Goes up with every change of the rules; stored copies with another number are made again. */
export const SANITIZER_VERSION = 1;

export type Sanitized = { html: string; blockedRemote: number; version: number };

export type SanitizeOptions = {
  /** Where the part with this Content-ID can be loaded, null where the mail has none. */
  cidUrl: (cid: string) => string | null;
  remoteImages: "block" | "allow";
  /** The address that a remote picture is shown from once allowed, null where it stays blocked. */
  remoteUrl?: (url: string) => string | null;
};

type Attributes = Record<string, string>;

const TAGS =
  "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strike strong sub sup table tbody td tfoot th thead time tr tt u ul var wbr".split(
    " ",
  );
const ATTRIBUTES =
  "style dir lang title align valign width height bgcolor color border cellpadding cellspacing colspan rowspan face size start type value nowrap".split(
    " ",
  );
/** Tags whose content goes with them. */
const DROPPED =
  "script style textarea option noscript title template noembed noframes iframe object applet svg math select".split(
    " ",
  );
const KNOWN = new Set(TAGS);
/** They stand around the mail, not between its tags. */
const HARMLESS = new Set("html head body meta link base title style script".split(" "));
const ALLOWED = {
  "*": ATTRIBUTES,
  a: ["href", "target", "rel"],
  img: ["src", "alt", "data-remote-src", "data-cid"],
};
const MAX_URL = 4000;

const RULES: sanitizeHtml.IOptions = {
  allowedTags: TAGS,
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesByTag: { img: ["http", "https", "data", "cid"] },
  allowProtocolRelative: false,
  nonTextTags: DROPPED,
  parseStyleAttributes: false,
  enforceHtmlBoundary: false,
  exclusiveFilter: (frame) => frame.tag === "img" && Object.keys(frame.attribs).length === 0,
};

/**
 * Allow-listed HTML: nothing runs, nothing is loaded but `cid:` parts, nothing leaves its box. Doing it twice changes
 * nothing. A remote picture keeps its address in `data-remote-src` so that it can be allowed later.
 */
export function sanitizeMail(html: string, options: SanitizeOptions): Sanitized {
  let blockedRemote = 0;
  const image = (attributes: Attributes) => {
    const shown = showImage(attributes, options);
    if (shown["data-remote-src"] && !shown["src"]) blockedRemote++;
    return shown;
  };
  const settled = settle(html, (once) => {
    blockedRemote = 0;
    return clean(once, image);
  });
  return { html: settled, blockedRemote, version: SANITIZER_VERSION };
}

/** The addresses of a mail's remote pictures, each once, in the order of the mail. */
export function remotePictures(html: string): string[] {
  const found = new Set<string>();
  const remoteUrl = (url: string) => {
    found.add(url);
    return null;
  };
  sanitizeMail(html, { cidUrl: () => null, remoteImages: "allow", remoteUrl });
  return [...found];
}

/** What the agents' editor made, as it may be sent: pictures only as `cid:` of uploaded files. */
export function cleanReplyHtml(html: string): string {
  return settle(html, (once) => clean(once, replyImage));
}

/**
 * Where an unknown tag falls away, its neighbours may nest in another way the next time they are read. Then the result
 * is read again until it stays; what never does is shown as plain text.
 */
function settle(html: string, run: (html: string) => Cleaned): string {
  if (hasTooManyTags(html)) return asText(html, run);
  let before = run(html);
  for (let round = 0; round < 4 && !before.isSettled; round++) {
    const after = run(before.html);
    if (after.html === before.html) return after.html;
    before = { html: after.html, isSettled: false };
  }
  return before.isSettled ? before.html : asText(before.html, run);
}

function asText(html: string, run: (html: string) => Cleaned): string {
  const page = textToHtml(htmlToText(html));
  const plain = hasTooManyTags(page) ? `<pre>${escapeHtml(htmlToText(html))}</pre>` : page;
  return run(plain).html;
}

/** The same for comments, which never leave: a mention keeps the id of whom it means, `<span data-mention="…">`. */
export function cleanCommentHtml(html: string): string {
  return settle(html, (once) => clean(once, replyImage, mention));
}

function replyImage(attributes: Attributes): Attributes {
  const cid = /^cid:([\w.@-]{1,200})$/i.exec(attributes["src"] ?? "")?.[1];
  return cid ? { ...picked(attributes), src: `cid:${cid}` } : {};
}

/** Editors name the id differently; we keep one name. */
function mention(attributes: Attributes): Attributes {
  const { "data-mention": own, "data-user-id": user, ...rest } = attributes;
  const id = own ?? user ?? (rest["data-type"] === "mention" ? rest["data-id"] : undefined);
  const known = id !== undefined && /^[0-9a-f-]{36}$/i.test(id);
  return known ? { ...plain(rest), "data-mention": id.toLowerCase() } : plain(rest);
}

type Cleaned = { html: string; isSettled: boolean };

function clean(
  html: string,
  image: (attributes: Attributes) => Attributes,
  span: (attributes: Attributes) => Attributes = plain,
): Cleaned {
  const capped = capHtml(cleanText(html));
  let isSettled = capped.length === html.length;
  let begun = false;
  const cleaned = sanitizeHtml(capped, {
    ...RULES,
    allowedAttributes: { ...ALLOWED, span: span === plain ? [] : ["data-mention"] },
    transformTags: {
      a: (_, attributes) => ({ tagName: "a", attribs: link(attributes) }),
      span: (_, attributes) => ({ tagName: "span", attribs: span(attributes) }),
      img: (_, attributes) => ({ tagName: "img", attribs: image(attributes) }),
      "*": (name, attributes) => {
        isSettled &&= begun ? KNOWN.has(name) : KNOWN.has(name) || HARMLESS.has(name);
        begun ||= KNOWN.has(name) || name === "body";
        return { tagName: name === "body" ? "div" : name, attribs: plain(attributes) };
      },
    },
  });
  return { html: cleaned, isSettled };
}

/** Styles filtered and only then kept; attributes that a tag may not have fall away afterwards. */
function plain(attributes: Attributes): Attributes {
  const { style, ...rest } = attributes;
  if (style === undefined) return rest;
  const safe = cleanStyle(style);
  return safe === "" ? rest : { ...rest, style: safe };
}

function link(attributes: Attributes): Attributes {
  const { href, target: _target, rel: _rel, ...rest } = attributes;
  const address = href?.trim().replace(/[\0-\u0020]+/g, "") ?? "";
  if (address.length > MAX_URL || !/^(?:https?:\/\/|mailto:|tel:)/i.test(address))
    return plain(rest);
  return { ...plain(rest), href: address, target: "_blank", rel: "noopener noreferrer nofollow" };
}

function showImage(attributes: Attributes, options: SanitizeOptions): Attributes {
  const base = picked(attributes);
  const src = attributes["src"]?.trim() ?? "";
  const cid = /^cid:(.{1,500})$/is.exec(src)?.[1] ?? attributes["data-cid"];
  if (cid !== undefined) return embedded(base, decodePercent(cid), options);
  if (/^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+$/i.test(src))
    return { ...base, src };
  const remote = remoteAddress(attributes["data-remote-src"] ?? src);
  if (remote === null) return base;
  const shown = options.remoteImages === "allow" ? (options.remoteUrl ?? String)(remote) : null;
  return { ...base, ...(shown === null ? {} : { src: shown }), "data-remote-src": remote };
}

/** The Content-ID stays beside the address, so that a second run finds the same part again. */
function embedded(base: Attributes, cid: string, options: SanitizeOptions): Attributes {
  const url = options.cidUrl(cid);
  return url === null ? { ...base, "data-cid": cid } : { ...base, src: url, "data-cid": cid };
}

function picked(attributes: Attributes): Attributes {
  const kept: Attributes = {};
  for (const name of ["alt", "width", "height", "title", "align", "border", "style"]) {
    const value = attributes[name];
    if (value !== undefined) kept[name] = value;
  }
  return plain(kept);
}

function remoteAddress(src: string): string | null {
  const address = src.startsWith("//") ? `https:${src}` : src;
  if (address.length > MAX_URL || !/^https?:\/\/[^\s"'<>]+$/i.test(address)) return null;
  return URL.canParse(address) ? address : null;
}

function decodePercent(text: string): string {
  try {
    return cleanText(decodeURIComponent(text));
  } catch {
    return text;
  }
}
