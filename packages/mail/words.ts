/** RFC 2047 encoded words, with the mistakes that mail programs make in them. */
import { decodeBytes } from "./charset.ts";

type Word = { start: number; end: number; charset: string; bytes: Buffer };

/** `=?utf-8?Q?caf=C3=A9?=` → `café`; text that is no encoded word stays as it is. */
export function decodeWords(text: string): string {
  if (!text.includes("=?")) return text;
  let out = "";
  let at = 0;
  for (const run of adjacentWords(text)) {
    out += text.slice(at, run[0]?.start) + decodeRun(run);
    at = run.at(-1)?.end ?? at;
  }
  return out + text.slice(at);
}

/** White space between two words is part of the encoding, not of the text. */
function* adjacentWords(text: string): Generator<Word[]> {
  let run: Word[] = [];
  for (const word of findWords(text)) {
    const last = run.at(-1);
    if (last && text.slice(last.end, word.start).trim() !== "") {
      yield run;
      run = [];
    }
    run.push(word);
  }
  if (run.length > 0) yield run;
}

/** Words of one character set are one run of bytes: the fold may have cut a character in two. */
function decodeRun(run: Word[]): string {
  let text = "";
  for (let i = 0; i < run.length;) {
    const charset = run[i]?.charset ?? "";
    let next = i + 1;
    while (next < run.length && run[next]?.charset === charset) next++;
    text += decodeBytes(Buffer.concat(run.slice(i, next).map((word) => word.bytes)), charset);
    i = next;
  }
  return text;
}

function* findWords(text: string): Generator<Word> {
  const opening = /=\?([^?\s]{1,60})\?([bq])\?/gi;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const payloadAt = opening.lastIndex;
    const end = text.indexOf("?=", payloadAt);
    if (end < 0) return;
    const payload = text.slice(payloadAt, end);
    const bytes = match[2]?.toLowerCase() === "b" ? fromB(payload) : fromQ(payload);
    yield {
      start: match.index,
      end: end + 2,
      charset: match[1]?.split("*")[0]?.toLowerCase() ?? "",
      bytes,
    };
    opening.lastIndex = end + 2;
  }
}

function fromB(payload: string): Buffer {
  return Buffer.from(payload.replace(/[^A-Za-z0-9+/\-_]/g, ""), "base64");
}

function fromQ(payload: string): Buffer {
  const spaced = payload.replaceAll("_", " ").replace(/\r?\n[ \t]?/g, "");
  const raw = spaced.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return /[^\0-\u00ff]/.test(raw) ? Buffer.from(raw, "utf8") : Buffer.from(raw, "latin1");
}
