/** Which lines of a message are history or signature. Works alike on plain text and on the lines of an HTML page. */
import {
  attribution,
  headerField,
  isDeviceLine,
  isForwarded,
  isOriginalMessage,
  isRuler,
  isSignatureMark,
  mayEndAttribution,
  startsAttribution,
} from "./quote-rules.ts";

export type Line = {
  text: string;
  /** `quoted` carries quote marks; `maybe` counts as quoted only below an attribution. */
  mark: "none" | "maybe" | "quoted";
  /** The mail program itself says that this line is history, or that history begins here and goes to the end. */
  says: "nothing" | "history" | "end";
};

/** True for each line to be folded. Folds too little rather than too much: lost text is worse than a long one. */
export function foldLines(lines: readonly Line[], isForward: boolean): boolean[] {
  const folded = lines.map(() => false);
  const tail = tailOf(lines);
  let i = 0;
  while (i < lines.length) {
    const line = lines[i];
    if (!line || isForwarded(line.text)) break;
    const end = historyFrom(lines, i, isForward);
    if (end === "all") {
      fold(folded, rulersAbove(lines, i), lines.length);
      break;
    }
    if (end > i) fold(folded, i, end);
    i = Math.max(end, quotedWithoutName(lines, i, folded, tail), i + 1);
  }
  foldSignature(lines, folded);
  foldArmour(lines, folded);
  return hasText(lines, folded) ||
    lines.every(({ mark, text }) => mark === "quoted" || text.trim() === "")
    ? folded
    : lines.map(() => false);
}

/** Where the history that begins at line `i` ends; `i` itself where none does. */
function historyFrom(lines: readonly Line[], i: number, isForward: boolean): number | "all" {
  const line = lines[i];
  if (!line) return i;
  if (line.says === "end") return "all";
  if (line.says === "history") return i + 1;
  if (line.mark === "quoted") return i;
  if (isOriginalMessage(line.text)) return "all";
  if (!isForward && isHeaderBlock(lines, i)) return "all";
  const named = attributionAt(lines, i);
  if (!named) return i;
  const next = nextText(lines, named.end);
  const isQuote = next < lines.length && lines[next]?.mark !== "none";
  if (isQuote) return quoteEnd(lines, next);
  return named.strength === "strong" ? "all" : i;
}

/** `From:`, `Sent:`, `To:`, `Subject:` below each other, in any language, with a date among them. */
function isHeaderBlock(lines: readonly Line[], i: number): boolean {
  const first = headerField(lines[i]?.text ?? "");
  if (first === null || first === "other") return false;
  const kinds = new Set<string>([first]);
  let stray = 0;
  for (let n = i + 1; n < Math.min(lines.length, i + 12) && stray <= 2; n++) {
    const text = lines[n]?.text ?? "";
    const kind = headerField(text);
    if (kind !== null) kinds.add(kind);
    else if (text.trim() === "" && kinds.size >= 2) break;
    else stray++;
  }
  return (
    kinds.has("date") &&
    (kinds.has("from") || kinds.has("to")) &&
    (kinds.size >= 3 || /@/.test(joined(lines, i, i + 6)))
  );
}

/** "On … wrote:" may be broken over four lines; only its first line begins it. */
function attributionAt(
  lines: readonly Line[],
  i: number,
): { end: number; strength: "weak" | "strong" } | null {
  const first = lines[i]?.text ?? "";
  if (first.trim() === "" || first.length > 500) return null;
  let weak: { end: number; strength: "weak" } | null = null;
  for (let end = i; end < Math.min(lines.length, i + 4); end++) {
    const text = lines[end]?.text ?? "";
    if (text.trim() === "") break;
    if (!mayEndAttribution(text) || (end > i && !startsAttribution(first))) continue;
    const strength = attribution(joined(lines, i, end + 1));
    if (strength === "strong") return { end: end + 1, strength };
    if (strength === "weak") weak = { end: end + 1, strength };
  }
  return weak;
}

function joined(lines: readonly Line[], from: number, to: number): string {
  return lines
    .slice(from, to)
    .map(({ text }) => text.trim())
    .join(" ");
}

function nextText(lines: readonly Line[], from: number): number {
  let i = from;
  while (i < lines.length && (lines[i]?.text ?? "").trim() === "") i++;
  return i;
}

/** Quoted lines, blank ones between them, and what a link that was broken off leaves over. */
function quoteEnd(lines: readonly Line[], from: number): number {
  let end = from;
  for (let i = from; i < lines.length; i++) {
    const line = lines[i];
    if (line?.mark !== "none") end = i + 1;
    else if (line.text.trim() !== "" && !isBrokenLink(line.text, lines[i - 1])) break;
  }
  return end;
}

function isBrokenLink(text: string, before: Line | undefined): boolean {
  return before?.mark === "quoted" && (/https?:\/\//.test(text) || /^\S+$/.test(text.trim()));
}

/** A quote that nobody is named for: at the end it is history, above an answer it is what the answer is about. */
function quotedWithoutName(
  lines: readonly Line[],
  i: number,
  folded: boolean[],
  tail: number,
): number {
  if (lines[i]?.mark !== "quoted" || folded[i]) return i;
  const end = quoteEnd(lines, i);
  if (end >= tail) fold(folded, i, end);
  return end;
}

/** From here on there are only blanks, history, device lines and a signature. */
function tailOf(lines: readonly Line[]): number {
  const near = Math.max(0, lines.length - 15);
  const mark = lines.slice(near).findIndex(({ text }) => isSignatureMark(text));
  let from = mark < 0 ? lines.length : near + mark;
  for (let i = from - 1; i >= 0; i--, from--) {
    const line = lines[i];
    if (line && line.text.trim() !== "" && line.says === "nothing" && !isDeviceLine(line.text))
      break;
  }
  return from;
}

function rulersAbove(lines: readonly Line[], i: number): number {
  let from = i;
  for (let n = i - 1; n >= Math.max(0, i - 4); n--) {
    const text = lines[n]?.text ?? "";
    if (isRuler(text)) from = n;
    else if (text.trim() !== "") break;
  }
  return from;
}

/** The last visible stretch: `-- ` with at most fifteen lines below it, or lines that name the device. */
function foldSignature(lines: readonly Line[], folded: boolean[]) {
  const shown = lines.flatMap((line, index) =>
    folded[index] || line.text.trim() === "" ? [] : [index],
  );
  for (const index of shown.slice(-16)) {
    if (!isSignatureMark(lines[index]?.text ?? "")) continue;
    for (const later of shown) if (later >= index) folded[later] = true;
    break;
  }
  for (const index of shown.toReversed()) {
    if (folded[index]) continue;
    if (!isDeviceLine(lines[index]?.text ?? "")) break;
    folded[index] = true;
  }
}

/** What PGP writes around a text that it signs: the text stays. */
function foldArmour(lines: readonly Line[], folded: boolean[]) {
  for (let i = 0; i < lines.length; i++) {
    const text = lines[i]?.text.trim() ?? "";
    if (text === "-----BEGIN PGP SIGNED MESSAGE-----") {
      let end = i + 1;
      while (/^(?:Hash|Charset|NotDashEscaped|Comment): /.test(lines[end]?.text ?? "")) end++;
      fold(folded, i, end);
    } else if (text === "-----BEGIN PGP SIGNATURE-----") {
      let end = i + 1;
      while (end < lines.length && lines[end]?.text.trim() !== "-----END PGP SIGNATURE-----") end++;
      if (end === lines.length) return;
      fold(folded, i, end + 1);
      i = end;
    }
  }
}

function fold(folded: boolean[], from: number, to: number) {
  folded.fill(true, from, to);
}

function hasText(lines: readonly Line[], folded: readonly boolean[]): boolean {
  return lines.some(({ text }, index) => !folded[index] && /[\p{L}\p{N}\p{S}]/u.test(text));
}
