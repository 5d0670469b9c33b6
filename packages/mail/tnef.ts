/** winmail.dat: what Outlook wraps files in when it takes the reader for another Outlook (MS-OXTNEF). */
import { readCompressedRtf, readRtf } from "./rtf.ts";

export type Tnef = {
  files: { name: string; type: string | null; contentId: string | null; content: Buffer }[];
  text: string | null;
  html: Buffer | null;
};

const SIGNATURE = 0x223e9f78;
const ATTRIBUTE = {
  title: 0x00018010,
  data: 0x0006800f,
  rendering: 0x00069002,
  properties: 0x00069005,
  message: 0x00069003,
  body: 0x0002800c,
};
const PROPERTY = {
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  data: 0x3701,
  fileName: 0x3704,
  longName: 0x3707,
  type: 0x370e,
  contentId: 0x3712,
};
const MAX_FILES = 500;

/** Null where the bytes are no TNEF. A cut stream gives what was whole. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  const tnef: Tnef = { files: [], text: null, html: null };
  for (const { id, value } of attributesOf(bytes)) {
    if (id === ATTRIBUTE.rendering && tnef.files.length < MAX_FILES)
      tnef.files.push({ name: "", type: null, contentId: null, content: Buffer.alloc(0) });
    else if (id === ATTRIBUTE.message) readMessage(value, tnef);
    else if (id === ATTRIBUTE.body) tnef.text ??= trimmed(value.toString("latin1"));
    else readFile(id, value, tnef.files.at(-1));
  }
  tnef.files = tnef.files.filter(({ content, name }) => content.length > 0 || name !== "");
  return tnef;
}

function* attributesOf(bytes: Buffer): Generator<{ id: number; value: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const id = bytes.readUInt32LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    if (at + 9 + length > bytes.length) return;
    yield { id, value: bytes.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

function readMessage(value: Buffer, tnef: Tnef) {
  const properties = propertiesOf(value);
  tnef.html = properties.get(PROPERTY.html) ?? tnef.html;
  const body = properties.get(PROPERTY.body);
  if (body) tnef.text = trimmed(body.toString("utf8"));
  const rtf = properties.get(PROPERTY.rtf);
  if (rtf && tnef.html === null && tnef.text === null) readRtfBody(rtf, tnef);
}

/** Where there is no other body. */
function readRtfBody(compressed: Buffer, tnef: Tnef) {
  const rtf = readCompressedRtf(compressed);
  if (!rtf) return;
  const { html, text } = readRtf(rtf);
  if (html !== null) {
    // Its letters are ours now, whatever the page says of them.
    tnef.html = Buffer.from(html.replace(/<meta\b[^<>]{0,300}charset[^<>]{0,300}>/gi, ""));
  } else tnef.text = text || null;
}

function readFile(id: number, value: Buffer, file: Tnef["files"][number] | undefined) {
  if (!file) return;
  if (id === ATTRIBUTE.title) file.name ||= trimmed(value.toString("latin1"));
  if (id === ATTRIBUTE.data) file.content = value;
  if (id !== ATTRIBUTE.properties) return;
  const properties = propertiesOf(value);
  const text = (property: number) => trimmed(properties.get(property)?.toString("utf8") ?? "");
  file.name = text(PROPERTY.longName) || file.name || text(PROPERTY.fileName);
  file.type = text(PROPERTY.type).toLowerCase() || null;
  file.contentId = text(PROPERTY.contentId).replace(/^<|>$/g, "") || null;
  if (file.content.length === 0) file.content = properties.get(PROPERTY.data) ?? file.content;
}

/** MAPI properties by number; strings come back as UTF-8. Stops at what it does not understand. */
function propertiesOf(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  const cursor = new Cursor(bytes);
  for (let left = cursor.uint32(); left > 0 && cursor.isInside(); left--) {
    const type = cursor.uint16();
    const number = cursor.uint16();
    if (number >= 0x8000) cursor.skipName();
    const value = cursor.value(type);
    if (value === null) break;
    if (!found.has(number)) found.set(number, value);
  }
  return found;
}

const FIXED: Record<number, number> = {
  0x01: 0,
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
};

/** Reads on, and stands still at the end: a cut stream is no error. */
class Cursor {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  isInside(): boolean {
    return this.at + 4 <= this.bytes.length;
  }

  uint16(): number {
    const value = this.at + 2 <= this.bytes.length ? this.bytes.readUInt16LE(this.at) : 0;
    this.at += 2;
    return value;
  }

  uint32(): number {
    const value = this.at + 4 <= this.bytes.length ? this.bytes.readUInt32LE(this.at) : 0;
    this.at += 4;
    return value;
  }

  skipName() {
    this.at += 16;
    if (this.uint32() === 0) this.at += 4;
    else this.take(this.uint32());
  }

  /** The first value of a property; null where the type is unknown or the bytes end. */
  value(type: number): Buffer | null {
    const base = type & 0x0fff;
    const isMany = (type & 0x1000) !== 0;
    const fixed = FIXED[base];
    if (fixed !== undefined && !isMany) return this.take(fixed);
    const count = this.uint32();
    if (count > 10_000) return null;
    let first: Buffer | null = null;
    for (let i = 0; i < count; i++) {
      const next = this.take(fixed ?? this.uint32());
      if (next === null) return null;
      first ??= decoded(next, base);
    }
    return first ?? Buffer.alloc(0);
  }

  private take(length: number): Buffer | null {
    if (this.at + length > this.bytes.length) {
      this.at = this.bytes.length;
      return null;
    }
    const value = this.bytes.subarray(this.at, this.at + length);
    this.at += Math.ceil(length / 4) * 4;
    return value;
  }
}

function decoded(value: Buffer, type: number): Buffer {
  if (type === 0x1f) return Buffer.from(value.toString("utf16le"), "utf8");
  if (type === 0x1e) return Buffer.from(value.toString("latin1"), "utf8");
  // An embedded object begins with the id of its interface.
  return type === 0x0d ? value.subarray(16) : value;
}

function trimmed(text: string): string {
  const end = text.indexOf("\0");
  return (end < 0 ? text : text.slice(0, end)).trim();
}
