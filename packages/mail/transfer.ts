/** Content-Transfer-Encoding: as lenient as mail programs are. */

const PIECE = 1024 * 1024;

/**
 * Decoded bytes of a part. Nothing throws: what is no valid encoding stays as it came. `isText` keeps what a mailing
 * list writes below an encoded text; below a file it is no part of the file.
 */
export async function fromTransfer(
  body: Buffer,
  encoding: string,
  breathe: () => Promise<void>,
  isText = false,
): Promise<Buffer> {
  if (/^(?:x-)?uue(?:ncode)?$/.test(encoding)) return fromUuencode(body) ?? body;
  if (encoding !== "base64" && encoding !== "quoted-printable") return body;
  if (body.length <= PIECE)
    return encoding === "base64" ? fromMixedBase64(body, isText) : fromQuotedPrintable(body);
  const decoded: Buffer[] = [];
  for (const piece of encoding === "base64" ? base64Pieces(body) : linePieces(body)) {
    decoded.push(
      encoding === "base64"
        ? Buffer.from(piece, "base64")
        : fromQuotedPrintable(Buffer.from(piece, "latin1")),
    );
    await breathe();
  }
  return Buffer.concat(decoded);
}

/** Pieces of whole groups of four, however the lines are cut. */
function* base64Pieces(body: Buffer): Generator<string> {
  let rest = "";
  for (let at = 0; at < body.length; at += PIECE) {
    const text = rest + body.toString("latin1", at, at + PIECE).replace(/[^A-Za-z0-9+/]+/g, "");
    const whole = text.length - (text.length % 4);
    rest = text.slice(whole);
    yield text.slice(0, whole);
  }
  yield rest;
}

function* linePieces(body: Buffer): Generator<string> {
  for (let at = 0; at < body.length;) {
    const lineBreak = body.indexOf(0x0a, at + PIECE);
    const end = lineBreak < 0 ? body.length : lineBreak + 1;
    yield body.toString("latin1", at, end);
    at = end;
  }
}

/** Base64 to the first line that is none, where no more of it follows. A text that has none at all was never encoded. */
function fromMixedBase64(body: Buffer, isText: boolean): Buffer {
  const lines = body.toString("latin1").split("\n");
  const at = lines.findIndex((line) => !/^[A-Za-z0-9+/]*={0,2}\s*$/.test(line.trimStart()));
  if (at < 0 || lines.slice(at + 1).some((line) => /^\s*[A-Za-z0-9+/]{40,}={0,2}\s*$/.test(line)))
    return fromBase64(body);
  const padded = /^\s*([A-Za-z0-9+/]+={1,2})\s+(\S.*)$/s.exec(lines[at] ?? "");
  const encoded = [...lines.slice(0, at), padded?.[1] ?? ""].join("\n");
  const plain = [padded?.[2] ?? lines[at] ?? "", ...lines.slice(at + 1)].join("\n");
  if (encoded.trim() === "") return isText ? body : fromBase64(body);
  const decoded = fromBase64(Buffer.from(encoded, "latin1"));
  return isText ? Buffer.concat([decoded, Buffer.from(`\n${plain}`, "latin1")]) : decoded;
}

/** Padding in the middle (two encoded pieces glued together) starts a new group, other foreign characters are skipped. */
export function fromBase64(body: Buffer): Buffer {
  const text = body.toString("latin1");
  const padding = text.indexOf("=");
  if (padding < 0 || /^[=\s]*$/.test(text.slice(padding, padding + 200)))
    return Buffer.from(text, "base64");
  const pieces = text.split(/=[=\s]*/).filter((piece) => piece !== "");
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64")));
}

export function fromQuotedPrintable(body: Buffer): Buffer {
  if (!body.includes(0x3d)) return body;
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const high = hexValue(body[i + 1]);
    const low = hexValue(body[i + 2]);
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      i += 2;
      continue;
    }
    const end = softBreak(body, i + 1);
    if (end < 0) out[length++] = byte;
    else i = end;
  }
  return out.subarray(0, length);
}

/** `=` followed by blanks and a line end: the index of its last byte, -1 where it is no soft line break. */
function softBreak(body: Buffer, from: number): number {
  let i = from;
  while (body[i] === 0x20 || body[i] === 0x09) i++;
  if (i >= body.length) return body.length;
  if (body[i] === 0x0d) return body[i + 1] === 0x0a ? i + 1 : i;
  return body[i] === 0x0a ? i : -1;
}

function hexValue(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

export type Uuencoded = { name: string; content: Buffer };

/** Takes `begin 644 name … end` blocks out of a text, as Outlook and old Unix mail put files into it. */
export function extractUuencoded(text: string): { text: string; files: Uuencoded[] } {
  if (!/^begin [0-7]{3,4}(?: |\r?$)/m.test(text)) return { text, files: [] };
  const files: Uuencoded[] = [];
  const kept: string[] = [];
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const begin = /^begin [0-7]{3,4}(?: ([^\r\n]{0,255}))?\r?$/.exec(lines[i] ?? "");
    const end = begin ? blockEnd(lines, i + 1) : -1;
    if (!begin || end <= i + 1) {
      kept.push(lines[i] ?? "");
      continue;
    }
    files.push({
      name: begin[1]?.trim() ?? "",
      content: Buffer.concat(lines.slice(i + 1, end).map(uuLine)),
    });
    i = end;
  }
  return { text: kept.join("\n"), files };
}

/** The line `end` when all lines before it are uuencoded, otherwise -1. */
function blockEnd(lines: string[], from: number): number {
  for (let i = from; i < lines.length; i++) {
    const line = (lines[i] ?? "").replace(/\r$/, "");
    if (line === "end") return i;
    if (!/^[ -`]{0,90}$/.test(line)) return -1;
  }
  return -1;
}

function uuLine(line: string): Buffer {
  const length = (line.charCodeAt(0) - 32) & 63;
  const out = Buffer.alloc(Math.ceil(length / 3) * 3);
  if (line.length === 0 || length === 0) return Buffer.alloc(0);
  for (let i = 1, o = 0; o < length; i += 4, o += 3) {
    const [a, b, c, d] = [0, 1, 2, 3].map((n) => ((line.charCodeAt(i + n) || 32) - 32) & 63);
    out.writeUIntBE((((a ?? 0) << 18) | ((b ?? 0) << 12) | ((c ?? 0) << 6) | (d ?? 0)) >>> 0, o, 3);
  }
  return out.subarray(0, length);
}

function fromUuencode(body: Buffer): Buffer | null {
  const { files } = extractUuencoded(body.toString("latin1"));
  return files[0]?.content ?? null;
}
