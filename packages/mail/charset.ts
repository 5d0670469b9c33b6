/** Bytes to text: what the mail says, unless the bytes say otherwise. */
import { isUtf8 } from "node:buffer";
import iconv from "iconv-lite";

const decoders = new Map<string, TextDecoder | null>();
const ALIASES: Record<string, string> = {
  "iso-8859-8-i": "iso-8859-8",
  "cp-850": "cp850",
  "ansi_x3.110-1983": "iso-8859-1",
  "x-windows-949": "euc-kr",
  "ks_c_5601-1987": "euc-kr",
  "iso-2022-jp-ms": "iso-2022-jp",
  "x-mac-roman": "macintosh",
  utf8mb4: "utf-8",
  "utf-8n": "utf-8",
};

/** Never throws: unknown or missing names fall back to UTF-8, then to the hint, then to Windows-1252. */
export function decodeBytes(
  bytes: Buffer,
  charset: string | null,
  hint: string | null = null,
): string {
  const name = canonical(charset);
  if (name === null || name === "us-ascii") return guess(bytes, canonical(hint));
  if (name === "utf-8") return strict(bytes, "utf-8") ?? broken(bytes);
  const text = strict(bytes, name);
  if (text !== null) return text;
  const unicode = strict(bytes, "utf-8");
  if (unicode !== null) return unicode;
  return (
    decoder(name, false)?.decode(bytes) ?? fromIconv(bytes, name) ?? guess(bytes, canonical(hint))
  );
}

/** Text that names no character set: ASCII, UTF-8, escaped Japanese, or what western Windows wrote. */
function guess(bytes: Buffer, hint: string | null): string {
  if (bytes.includes("\u001b$")) {
    const japanese = strict(bytes, "iso-2022-jp");
    if (japanese !== null) return japanese;
  }
  return (
    strict(bytes, "utf-8") ??
    (hint === null ? null : strict(bytes, hint)) ??
    eastern(bytes) ??
    broken(bytes)
  );
}

/** Western text has its accents one by one; where they come in long runs, it is Chinese or Cyrillic. */
function eastern(bytes: Buffer): string | null {
  const sample = bytes.toString("latin1", 0, 4000);
  const runs = sample.match(/[\u0080-\u00ff]+/g) ?? [];
  const high = runs.join("");
  if (high.length < 4 || high.length < runs.length * 3) return null;
  const share = (pattern: RegExp) => (high.match(pattern) ?? []).length / high.length;
  if (runs.every((run) => run.length % 2 === 0) && share(/[\u00a1-\u00d7][\u00a1-\u00fe]/g) > 0.4)
    return strict(bytes, "gb18030");
  if (share(/[\u00e0-\u00ff]/g) > 0.7) return strict(bytes, "windows-1251");
  return share(/[\u00c0-\u00df]/g) > 0.7 ? strict(bytes, "koi8-r") : null;
}

/**
 * Says UTF-8 and is not: mostly UTF-8 keeps its good characters, and foreign bytes among them (a footer that another
 * program put below) are Windows-1252, as is text without any multi-byte character.
 */
function broken(bytes: Buffer): string {
  const lenient = bytes.toString("utf8");
  let replaced = 0;
  let multibyte = 0;
  for (const char of lenient) {
    if (char === "\ufffd") replaced++;
    else if (char > "\u007f") multibyte++;
  }
  const western = decoder("windows-1252", false);
  if (!western) return lenient;
  return multibyte * 2 >= replaced ? mixed(bytes, western) : western.decode(bytes);
}

function mixed(bytes: Buffer, western: TextDecoder): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    pieces.push(bytes.toString("utf8", from, at));
    const cut = cutLength(bytes, at);
    pieces.push(cut > 1 ? "\ufffd" : western.decode(bytes.subarray(at, at + 1)));
    at += cut;
    from = at;
  }
  pieces.push(bytes.toString("utf8", from));
  return pieces.join("");
}

/** Bytes of the well-formed UTF-8 character at `at`, 0 where there is none. */
function sequenceLength(bytes: Buffer, at: number): number {
  const wanted = lengthOf(bytes[at] ?? 0);
  if (wanted === 1) return 1;
  return wanted > 0 && isUtf8(bytes.subarray(at, at + wanted)) ? wanted : 0;
}

/** A character of which only the beginning is there is one loss, not several foreign bytes. */
function cutLength(bytes: Buffer, at: number): number {
  const wanted = lengthOf(bytes[at] ?? 0);
  let there = 1;
  while (there < wanted && ((bytes[at + there] ?? 0) & 0xc0) === 0x80) there++;
  return there;
}

function lengthOf(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function canonical(charset: string | null): string | null {
  const name =
    charset
      ?.trim()
      .toLowerCase()
      .replace(/^["']+|["';]+$/g, "") ?? "";
  if (
    name === "" ||
    /^(?:8bit|7bit|unknown(?:-8bit)?|x-unknown|default|ansi|binary|none|ascii)$/.test(name)
  )
    return null;
  if (name === "us-ascii" || name === "ansi_x3.4-1968") return "us-ascii";
  return (
    ALIASES[name] ??
    name
      .replace(/^(?:cp|win|windows)[-_]?(12\d\d|874)$/, "windows-$1")
      .replace(/^utf[-_]?8$/, "utf-8")
  );
}

function strict(bytes: Buffer, name: string): string | null {
  const fatal = decoder(name, true);
  if (!fatal) return name === "utf-8" ? null : fromIconv(bytes, name);
  try {
    return fatal.decode(bytes);
  } catch {
    return null;
  }
}

function decoder(name: string, fatal: boolean): TextDecoder | null {
  const key = `${name} ${fatal}`;
  const known = decoders.get(key);
  if (known !== undefined) return known;
  const made = makeDecoder(name, fatal);
  // The names come from strangers: without a bound this map would grow for ever.
  if (decoders.size < 200) decoders.set(key, made);
  return made;
}

function makeDecoder(name: string, fatal: boolean): TextDecoder | null {
  try {
    return new TextDecoder(name, { fatal });
  } catch {
    return null;
  }
}

function fromIconv(bytes: Buffer, name: string): string | null {
  if (/^(?:base64|hex|ucs2|binary|utf-?7-imap)$/.test(name) || !iconv.encodingExists(name))
    return null;
  return iconv.decode(bytes, name);
}
