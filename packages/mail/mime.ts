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

type Open = { part: Part; boundary: Buffer; child: { part: Part; start: number } | null };

const EMPTY = Buffer.alloc(0);

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

  private reopenable(from: number): number {
    const boundary = boundaryOf(this.root, this.raw, this.bodyStart);
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
    if (/base64/i.test(part.headers.get("content-transfer-encoding")?.[0] ?? "")) return;
    if (this.stack.length >= this.limits.maxDepth) {
      this.truncated ??= `its parts are nested deeper than ${this.limits.maxDepth}`;
      return;
    }
    const boundary = boundaryOf(part, this.raw, bodyStart);
    if (boundary) this.stack.push({ part, boundary, child: null });
  }

  /** Which open multipart does the line at `at` delimit? The innermost one wins. */
  private levelOf(at: number): number {
    for (let level = this.stack.length - 1; level >= 0; level--) {
      const boundary = this.stack[level]?.boundary;
      if (!boundary) continue;
      const end = at + 2 + boundary.length;
      if (
        end <= this.raw.length &&
        this.raw.compare(boundary, 0, boundary.length, at + 2, end) === 0 &&
        this.ends(end)
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

/** The boundary the header names, or, where it names none, the first line of the body that looks like one. */
function boundaryOf(part: Part, raw: Buffer, bodyStart: number): Buffer | null {
  const named = part.contentType.params.get("boundary");
  if (named) return Buffer.from(named.trimEnd().slice(0, 250), "latin1");
  const guessed = /(?:^|\n)--([^\s-][^\r\n]{0,68}?)[ \t]*\r?\n(?:[A-Za-z-]+:|\r?\n)/.exec(
    raw.toString("latin1", bodyStart, bodyStart + 20_000),
  );
  return guessed?.[1] ? Buffer.from(guessed[1], "latin1") : null;
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
