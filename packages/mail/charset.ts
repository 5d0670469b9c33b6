/** Bytes to text: what the mail says, unless the bytes say otherwise. */
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
 * Says UTF-8 and is not: mostly UTF-8 with a cut or foreign byte keeps its good characters, text without any
 * multi-byte character is Windows-1252.
 */
function broken(bytes: Buffer): string {
  const lenient = bytes.toString("utf8");
  let replaced = 0;
  let multibyte = 0;
  for (const char of lenient) {
    if (char === "\ufffd") replaced++;
    else if (char > "\u007f") multibyte++;
  }
  if (multibyte * 2 >= replaced) return lenient;
  return decoder("windows-1252", false)?.decode(bytes) ?? lenient;
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
