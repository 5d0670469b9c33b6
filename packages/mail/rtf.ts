/** The body that Outlook writes as compressed RTF (MS-OXRTFCP), and the HTML that it hides in it (MS-OXRTFEX). */
import { decodeBytes } from "./charset.ts";

const DICTIONARY = Buffer.from(
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx",
  "latin1",
);
const COMPRESSED = 0x75465a4c;
const PLAIN = 0x414c454d;
const MAX_BYTES = 20_000_000;

/** Null where the bytes are no compressed RTF; of cut ones what was whole. */
export function readCompressedRtf(bytes: Buffer): Buffer | null {
  if (bytes.length < 16) return null;
  const kind = bytes.readUInt32LE(8);
  if (kind === PLAIN) return bytes.subarray(16, 16 + bytes.readUInt32LE(4));
  if (kind !== COMPRESSED) return null;
  const size = Math.min(bytes.readUInt32LE(4), MAX_BYTES, bytes.length * 10);
  const ring = Buffer.alloc(4096);
  DICTIONARY.copy(ring);
  const out = Buffer.alloc(size);
  let written = 0;
  let at = DICTIONARY.length;
  const put = (byte: number) => {
    if (written < size) out[written++] = byte;
    ring[at] = byte;
    at = (at + 1) % 4096;
  };
  // oxlint-disable-next-line no-unmodified-loop-condition -- `put` counts what it writes
  for (let from = 16; from < bytes.length && written < size;) {
    const control = bytes[from++] ?? 0;
    for (let bit = 0; bit < 8 && from < bytes.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(bytes[from++] ?? 0);
        continue;
      }
      const reference = ((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0);
      from += 2;
      const offset = reference >> 4;
      if (offset === at) return out.subarray(0, written);
      for (let i = 0; i < (reference & 0xf) + 2; i++) put(ring[(offset + i) % 4096] ?? 0);
    }
  }
  return out.subarray(0, written);
}

export type RtfBody = { html: string | null; text: string };

const SKIPPED = new Set(
  "fonttbl colortbl stylesheet info pict object header footer generator themedata listtable listoverridetable".split(
    " ",
  ),
);
const BREAKS = new Map(
  Object.entries({
    par: "\n",
    line: "\n",
    tab: "\t",
    lquote: "‘",
    rquote: "’",
    ldblquote: "“",
    rdblquote: "”",
    bullet: "•",
    endash: "–",
    emdash: "—",
  }),
);
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;

/** The words of RTF; where it was made from HTML, that HTML. */
export function readRtf(rtf: Buffer): RtfBody {
  const source = rtf.toString("latin1");
  const head = source.slice(0, 2000);
  const isHtml = head.includes("\\fromhtml1");
  const writer = new Writer(isHtml, /\\ansicpg(\d{3,5})/.exec(head)?.[1] ?? "1252");
  for (const [, word, digits, hex, sign, brace, text] of source.matchAll(TOKEN)) {
    if (brace !== undefined) writer.brace(brace === "{");
    else if (hex !== undefined) writer.octet(Number.parseInt(hex, 16));
    else if (text !== undefined) writer.text(text);
    else if (sign !== undefined) writer.sign(sign);
    else if (word !== undefined) writer.word(word, digits);
  }
  const read = writer.end();
  return isHtml ? { html: read, text: "" } : { html: null, text: read.trim() };
}

/** What is in effect within a group. */
type Group = { skipped: boolean; tag: boolean; hidden: boolean; fallback: number };

class Writer {
  private readonly isHtml: boolean;
  private readonly charset: string;
  private readonly groups: Group[] = [];
  private readonly out: string[] = [];
  private now: Group = { skipped: false, tag: false, hidden: false, fallback: 1 };
  private octets = "";
  /** Characters for readers that know no Unicode. */
  private toSkip = 0;

  constructor(isHtml: boolean, codePage: string) {
    this.isHtml = isHtml;
    this.charset = `windows-${codePage}`;
  }

  brace(opens: boolean) {
    if (opens) this.groups.push({ ...this.now });
    else this.now = this.groups.pop() ?? this.now;
  }

  octet(byte: number) {
    if (this.toSkip > 0) this.toSkip--;
    else if (this.isShown()) this.octets += String.fromCharCode(byte);
  }

  text(text: string) {
    const left = text.slice(this.toSkip);
    this.toSkip = Math.max(0, this.toSkip - text.length);
    if (left !== "") this.say(left);
  }

  sign(sign: string) {
    if (sign === "*") this.now.skipped = true;
    else if (/[{}\\]/.test(sign)) this.say(sign);
    else if (sign === "~") this.say("\u00a0");
  }

  word(word: string, digits: string | undefined) {
    if (word === "u" && digits !== undefined) {
      this.say(String.fromCharCode(Number(digits) & 0xffff));
      this.toSkip = this.now.fallback;
    } else if (word === "uc") this.now.fallback = Math.min(Number(digits ?? 1), 10);
    else if (word === "htmlrtf") this.now.hidden = digits !== "0";
    else if (word === "htmltag") {
      this.now.tag = true;
      this.now.skipped = !this.isHtml;
    } else if (SKIPPED.has(word)) this.now.skipped = true;
    else if (BREAKS.has(word)) this.say(BREAKS.get(word) ?? "");
  }

  end(): string {
    this.flush();
    return this.out.join("").toWellFormed();
  }

  private isShown(): boolean {
    return !this.now.skipped && !(this.isHtml && this.now.hidden && !this.now.tag);
  }

  private say(text: string) {
    if (!this.isShown()) return;
    this.flush();
    this.out.push(text);
  }

  private flush() {
    if (this.octets !== "")
      this.out.push(decodeBytes(Buffer.from(this.octets, "latin1"), this.charset));
    this.octets = "";
  }
}
