/** An mbox file as the mails in it, one after the other, however large the file is. */

const FROM = Buffer.from("From ");
const MAX_MAIL = 100 * 1024 * 1024;

/**
 * Yields raw mails. A mail begins at a line `From ` that follows a blank line and has a date (mboxo, mboxrd, mboxcl);
 * lines quoted as `>From ` lose one `>`. Memory stays at the size of the largest mail; what is over 100 MB of one mail is left out.
 */
export async function* splitMbox(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let mail: Buffer[] = [];
  let size = 0;
  let afterBlank = true;
  let begun = false;
  for await (const line of linesOf(chunks)) {
    if (afterBlank && isFromLine(line)) {
      if (begun) yield finish(mail);
      begun = true;
      mail = [];
      size = 0;
    } else if (size < MAX_MAIL && (begun || line.some((byte) => byte !== 0x0a && byte !== 0x0d))) {
      begun = true;
      mail.push(unquoted(line));
      size += line.length;
    }
    afterBlank = line.length <= 2 && (line[0] === 0x0a || line[0] === 0x0d);
  }
  if (begun && mail.length > 0) yield finish(mail);
}

/** Characters at the beginning of a file in which a mail shows itself. */
const mostOfHeader = 65_536;

/** Whether bytes begin like a mail: with a header that mails have. Any text is some mail to a patient reader. */
export function isMail(bytes: Buffer): boolean {
  const [header = ""] = bytes.toString("latin1", 0, mostOfHeader).split(/\r?\n\r?\n/, 1);
  return /^(?:from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version)[ \t]*:/im.test(
    header,
  );
}

/** Whole lines with their ends; a line is cut at a megabyte. */
async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : Buffer.from(chunk);
    let at = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, at)) {
      yield bytes.subarray(at, end + 1);
      at = end + 1;
    }
    rest = bytes.subarray(at);
    if (rest.length > 1024 * 1024) {
      yield rest;
      rest = Buffer.alloc(0);
    }
  }
  if (rest.length > 0) yield rest;
}

/** `From jo@example.com Mon Jan  1 10:00:00 2026`: a sentence that begins with "From" has no time and year. */
function isFromLine(line: Buffer): boolean {
  if (!line.subarray(0, 5).equals(FROM)) return false;
  const text = line.toString("latin1", 5, 250);
  return /\d{1,2}:\d{2}/.test(text) && /\b(?:19|20)\d{2}\b/.test(text);
}

function unquoted(line: Buffer): Buffer {
  if (line[0] !== 0x3e) return line;
  let marks = 1;
  while (line[marks] === 0x3e) marks++;
  return line.subarray(marks, marks + 5).equals(FROM) ? line.subarray(1) : line;
}

/** The blank line before the next mail belongs to the format. */
function finish(mail: Buffer[]): Buffer {
  const last = mail.at(-1);
  const blank =
    last !== undefined &&
    last.length <= 2 &&
    mail.length > 1 &&
    (last[0] === 0x0a || last[0] === 0x0d);
  return Buffer.concat(blank ? mail.slice(0, -1) : mail);
}
