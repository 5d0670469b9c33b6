/** The tree of parts of a raw mail, found in one pass over its lines. Bodies stay slices of the raw bytes. */
import { readField, type Field } from "./field.ts";
import { endOfHeader, readHeaders } from "./header.ts";
import type { Headers } from "./mail.ts";

export type Part = {
  headers: Headers;
  contentType: Field;
  disposition: Field | null;
  /** Raw, still in its transfer encoding. */
  body: Buffer;
  parts: Part[];
};

export type MimeLimits = { maxParts: number; maxDepth: number; maxHeaderBytes: number };

type Open = {
  part: Part;
  boundary: Buffer;
  /** Its delimiters go on after the boundary. */
  loose: boolean;
  child: { part: Part; start: number } | null;
};

const EMPTY = Buffer.alloc(0);
const MAX_BOUNDARY = 16_384;
/** How far from the beginning of a body its first delimiter is looked for. */
const NEAR = 64 * 1024;
const DELIMITER = /(?:^|\n)--([^\s-][^\r\n]{0,68}?)[ \t]*\r?\n(?:[A-Za-z-]+:|\r?\n)/;
/** Nobody writes such a line into a text. */
const SURE_DELIMITER = /(?:^|\n)--(\S[^\r\n]{0,200}?)[ \t]*\r?\nContent-[A-Za-z-]{2,30}:/i;

/** Reads the tree. `breathe` is awaited now and then, so that a huge mail does not hold up the process. */
export async function readTree(raw: Buffer, limits: MimeLimits, breathe: () => Promise<void>) {
  const reader = new TreeReader(raw, limits);
  let at = reader.start();
  for (let lines = 1; at >= 0; lines++) {
    at = reader.next(at);
    if (lines % 512 === 0) await breathe();
  }
  return reader.finish();
}

/** The stack of multiparts that are open at the current line. */
class TreeReader {
  readonly raw: Buffer;
  readonly limits: MimeLimits;
  readonly stack: Open[] = [];
  root: Part;
  bodyStart = 0;
  count = 1;
  truncated: string | null = null;
  /** The first foreign character set that the mail names: raw 8-bit names in headers are probably in it. */
  charset: string | null = null;

  constructor(raw: Buffer, limits: MimeLimits) {
    this.raw = raw;
    this.limits = limits;
    const header = this.header(0, null);
    this.root = header.part;
    this.bodyStart = header.end;
    if (header.cut) this.truncated = `its header is longer than ${limits.maxHeaderBytes} bytes`;
  }

  /** The first line of the body that may be a delimiter, -1 when the mail has no parts. */
  start(): number {
    this.open(this.root, this.bodyStart);
    return this.stack.length > 0 ? this.delimiterAt(this.bodyStart) : -1;
  }

  /** Treats the candidate line at `at` and returns the next candidate. */
  next(at: number): number {
    const level = this.levelOf(at);
    if (level < 0) return this.delimiterAt(at + 2);
    this.closeDeeperThan(level, at);
    const open = this.stack[level];
    if (!open) return -1;
    this.endChild(open, at);
    const boundaryEnd = at + 2 + open.boundary.length;
    const closing = this.raw[boundaryEnd] === 0x2d && this.raw[boundaryEnd + 1] === 0x2d;
    if (closing) {
      this.stack.length = level;
      return level > 0 ? this.delimiterAt(boundaryEnd) : this.afterRoot(boundaryEnd);
    }
    if (this.count >= this.limits.maxParts) {
      this.truncated ??= `it has more than ${this.limits.maxParts} parts`;
      return -1;
    }
    return this.beginChild(open, lineEnd(this.raw, boundaryEnd));
  }

  finish(): { root: Part; truncated: string | null; charset: string | null } {
    this.closeDeeperThan(-1, this.raw.length);
    if (this.root.parts.length === 0) this.readWithoutDelimiter();
    if (this.root.parts.length === 0) this.root.body = this.raw.subarray(this.bodyStart);
    return { root: this.root, truncated: this.truncated, charset: this.charset };
  }

  /** Some mail goes on after its closing delimiter: more parts there are parts all the same. */
  private afterRoot(from: number): number {
    const reopened = this.reopenable(from);
    if (reopened < 0) return -1;
    this.open(this.root, this.bodyStart);
    return reopened;
  }

  /** The first delimiter was lost: the header of the part stands alone. */
  private readWithoutDelimiter() {
    if (!this.root.contentType.value.startsWith("multipart/")) return;
    const blanks = /^\s*(?=content-[a-z-]{2,30}:)/i.exec(this.beginning(this.bodyStart, 200));
    if (!blanks) return;
    const { part, end } = this.header(this.bodyStart + blanks[0].length, null);
    const named = this.root.contentType.params.get("boundary") ?? "";
    const close = this.raw.indexOf(`\n--${named}`, Math.max(0, end - 1), "latin1");
    const until = named === "" || close < end ? this.raw.length : close + 1;
    part.body = this.raw.subarray(end, beforeLineBreak(this.raw, until));
    this.root.parts.push(part);
  }

  private beginning(from: number, length: number): string {
    return this.raw.toString("latin1", from, from + length);
  }

  private reopenable(from: number): number {
    const boundary = this.boundaryOf(this.root, this.bodyStart);
    if (!boundary) return -1;
    const again = this.raw.indexOf(Buffer.concat([Buffer.from("\n--"), boundary]), from);
    if (again < 0) return -1;
    const next = this.raw[again + 3 + boundary.length];
    return next === 0x0d || next === 0x0a ? again + 1 : -1;
  }

  private beginChild(open: Open, headerAt: number): number {
    const inDigest = open.part.contentType.value === "multipart/digest";
    const { part, end } = this.header(headerAt, inDigest ? "message/rfc822" : null);
    open.part.parts.push(part);
    open.child = { part, start: end };
    this.count++;
    this.open(part, end);
    return this.delimiterAt(Math.max(end - 1, headerAt - 1));
  }

  private header(from: number, defaultType: string | null) {
    const { end, cut } = endOfHeader(this.raw, from, this.limits.maxHeaderBytes, from === 0);
    const headers = readHeaders(this.raw.subarray(from, cut ?? end));
    const type = headers.get("content-type")?.[0];
    const disposition = headers.get("content-disposition")?.[0];
    const part: Part = {
      headers,
      contentType: type
        ? readField(type, this.charset)
        : { value: defaultType ?? "", params: new Map() },
      disposition: disposition ? readField(disposition, this.charset) : null,
      body: EMPTY,
      parts: [],
    };
    this.charset ??=
      foreign(part.contentType.params.get("charset")) ?? foreign(wordCharset(headers));
    return { part, end, cut: cut !== null };
  }

  private open(part: Part, bodyStart: number) {
    if (!part.contentType.value.startsWith("multipart/")) return;
    if (this.stack.length >= this.limits.maxDepth) {
      this.truncated ??= `its parts are nested deeper than ${this.limits.maxDepth}`;
      return;
    }
    const boundary = this.boundaryOf(part, bodyStart);
    if (!boundary) return;
    const found = this.delimits(boundary, bodyStart);
    const isEncoded = /base64/i.test(part.headers.get("content-transfer-encoding")?.[0] ?? "");
    if (isEncoded && found === "nowhere") return;
    const loose = found === "loosely";
    const open: Open = { part, boundary, loose, child: null };
    this.stack.push(open);
    if (part.parts.length === 0 && isGlued(part, this.beginning(bodyStart, 200)))
      this.beginGlued(open, bodyStart);
  }

  /** The header of the first part was written into that of its multipart. */
  private beginGlued(open: Open, bodyStart: number) {
    const { headers } = open.part;
    const type = headers.get("content-type")?.[1] ?? "";
    const part: Part = {
      headers: new Map(headers).set("content-type", [type]),
      contentType: readField(type, this.charset),
      disposition: open.part.disposition,
      body: EMPTY,
      parts: [],
    };
    open.part.parts.push(part);
    open.child = { part, start: bodyStart };
    this.count++;
  }

  /**
   * The boundary that the header names. Where it names none, or one that does not come, it is the first line of the body
   * that looks like one.
   */
  private boundaryOf(part: Part, bodyStart: number): Buffer | null {
    const named = part.contentType.params.get("boundary")?.trimEnd().slice(0, MAX_BOUNDARY);
    const boundary = named ? Buffer.from(named, "latin1") : null;
    if (boundary && this.delimits(boundary, bodyStart) !== "nowhere") return boundary;
    let body = this.beginning(bodyStart, 20_000);
    for (const outer of this.stack)
      body = body.split(`--${outer.boundary.toString("latin1")}`, 1)[0] ?? "";
    const line = boundary ? SURE_DELIMITER : DELIMITER;
    const guessed = line.exec(body)?.[1];
    return guessed === undefined ? boundary : Buffer.from(guessed, "latin1");
  }

  /** Does a line near the beginning of the body begin with the boundary, and does the first one end with it? */
  private delimits(boundary: Buffer, from: number): "exactly" | "loosely" | "nowhere" {
    const delimiter = Buffer.concat([Buffer.from("--"), boundary]);
    const near = this.raw.subarray(0, from + NEAR);
    let at = near.indexOf(delimiter, from);
    while (at > 0 && this.raw[at - 1] !== 0x0a) at = near.indexOf(delimiter, at + 2);
    if (at < 0) return "nowhere";
    return this.ends(at + delimiter.length) ? "exactly" : "loosely";
  }

  /** Which open multipart does the line at `at` delimit? The innermost one wins. */
  private levelOf(at: number): number {
    for (let level = this.stack.length - 1; level >= 0; level--) {
      const open = this.stack[level];
      if (!open) continue;
      const { boundary, loose } = open;
      const end = at + 2 + boundary.length;
      if (
        end <= this.raw.length &&
        this.raw.compare(boundary, 0, boundary.length, at + 2, end) === 0 &&
        (loose || this.ends(end))
      )
        return level;
    }
    return -1;
  }

  /** After the boundary only `--` and blanks may follow, otherwise it is the beginning of a longer boundary. */
  private ends(at: number): boolean {
    let i = at;
    if (this.raw[i] === 0x2d && this.raw[i + 1] === 0x2d) i += 2;
    while (this.raw[i] === 0x20 || this.raw[i] === 0x09) i++;
    return i >= this.raw.length || this.raw[i] === 0x0d || this.raw[i] === 0x0a;
  }

  private closeDeeperThan(level: number, at: number) {
    while (this.stack.length - 1 > level) {
      const open = this.stack.pop();
      if (open) this.endChild(open, at);
    }
  }

  private endChild(open: Open, at: number) {
    if (!open.child) return;
    const { part, start } = open.child;
    if (part.parts.length === 0)
      part.body = this.raw.subarray(start, Math.max(start, beforeLineBreak(this.raw, at)));
    open.child = null;
  }

  /** The next line that starts with `--`, searched from a line start or from the line break before it. */
  private delimiterAt(from: number): number {
    if (this.stack.length === 0) return -1;
    if (
      this.raw[from] === 0x2d &&
      this.raw[from + 1] === 0x2d &&
      (from === 0 || this.raw[from - 1] === 0x0a)
    )
      return from;
    const found = this.raw.indexOf("\n--", Math.max(0, from - 1), "latin1");
    return found < 0 ? -1 : found + 1;
  }
}

/** A second type that is no multipart, and a text that does not only tell old programs what this is. */
function isGlued({ headers }: Part, beginning: string): boolean {
  const second = headers.get("content-type")?.[1];
  if (second === undefined || !/^\s*text\//i.test(second)) return false;
  return !/^\s*(?:--|$|this is a |.{0,40}multi-?part message)/i.test(beginning);
}

function foreign(charset: string | undefined): string | null {
  return charset === undefined || /^(?:us-ascii|utf-?8|iso-8859-1)$/i.test(charset)
    ? null
    : charset;
}

function wordCharset(headers: Headers): string | undefined {
  const named = `${headers.get("subject")?.[0] ?? ""} ${headers.get("from")?.[0] ?? ""}`;
  return /=\?([^?\s*]{1,60})[^?\s]{0,20}\?[bq]\?/i.exec(named)?.[1];
}

function beforeLineBreak(raw: Buffer, at: number): number {
  if (at >= raw.length || raw[at - 1] !== 0x0a) return at;
  return raw[at - 2] === 0x0d ? at - 2 : at - 1;
}

function lineEnd(raw: Buffer, from: number): number {
  const end = raw.indexOf(0x0a, from);
  return end < 0 ? raw.length : end + 1;
}
