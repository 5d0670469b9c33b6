/** Mail broken on purpose: cut, flipped, doubled, nested, blown up. The same numbers break it the same way. */

/** A whole number below `below`. */
export type Random = (below: number) => number;

export type Damaged = { raw: Buffer; by: string[] };

const mostHarm = 4;
/** Larger ones cost time and find nothing that a smaller one does not. */
const largest = 400_000;

export function randomFrom(seed: number): Random {
  // splitmix32: neighbouring seeds give sequences of their own.
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return below <= 0 ? 0 : ((mixed ^ (mixed >>> 15)) >>> 0) % below;
  };
}

/** One to four kinds of harm, one after the other. */
export function damage(seed: Buffer, random: Random): Damaged {
  let raw = seed;
  const by: string[] = [];
  for (let times = 1 + random(mostHarm); times > 0 && raw.length < largest; times--) {
    const [name, harm] = pick(harms, random);
    raw = harm(raw, random);
    by.push(name);
  }
  return { raw, by };
}

type Harm = (raw: Buffer, random: Random) => Buffer;

const harms: [name: string, harm: Harm][] = [
  ["cut", (raw, random) => raw.subarray(0, random(raw.length))],
  [
    "cut out",
    (raw, random) => {
      const [from, to] = span(raw, random);
      return Buffer.concat([raw.subarray(0, from), raw.subarray(to)]);
    },
  ],
  [
    "flip",
    (raw, random) => {
      const copy = Buffer.from(raw);
      for (let left = 1 + random(1 + raw.length / 100); left > 0; left--)
        copy[random(copy.length)] = random(256);
      return copy;
    },
  ],
  [
    "one odd byte in many places",
    (raw, random) => {
      const copy = Buffer.from(raw);
      const odd = pick([0, 0x0d, 0x22, 0x3c, 0x3d, 0x80, 0xff], random);
      for (let left = 1 + random(40); left > 0; left--) copy[random(copy.length)] = odd;
      return copy;
    },
  ],
  [
    "duplicate",
    (raw, random) => {
      const [from, to] = span(raw, random);
      const times = 1 + random(Math.min(40, Math.ceil(largest / (to - from + 1))));
      const piece = raw.subarray(from, to);
      const pieces = Array.from({ length: times }, () => piece);
      return Buffer.concat([raw.subarray(0, to), ...pieces, raw.subarray(to)]);
    },
  ],
  [
    "swap lines",
    (raw, random) => {
      const lines = raw.toString("latin1").split("\n");
      for (let left = 1 + random(5); left > 0; left--) {
        const [a, b] = [random(lines.length), random(lines.length)];
        [lines[a], lines[b]] = [lines[b] ?? "", lines[a] ?? ""];
      }
      return Buffer.from(lines.join("\n"), "latin1");
    },
  ],
  [
    "other line ends",
    (raw, random) =>
      Buffer.from(
        raw.toString("latin1").replaceAll(/\r?\n/g, pick(["\r\n", "\n", "\r"], random)),
        "latin1",
      ),
  ],
  ["attach", (raw) => wrapped(raw, "message/rfc822")],
  [
    "nest",
    (raw, random) => {
      let nested = raw;
      for (let depth = 1 + random(80); depth > 0 && nested.length < largest; depth--)
        nested = within(nested, `n${depth}`);
      return nested;
    },
  ],
  ["bomb", (raw, random) => bombed(raw, random)],
];

/** Something said ten thousand times, in the header or as parts, or one thing that never ends. */
function bombed(raw: Buffer, random: Random): Buffer {
  const times = 100 + random(10_000);
  const bomb = pick(bombs, random);
  return bomb(raw, Math.min(times, 10_000));
}

const bombs: ((raw: Buffer, times: number) => Buffer)[] = [
  (raw, times) => join("X-Bomb: a=b; c*0*=utf-8''%41\r\n".repeat(times), raw),
  (raw, times) => join(`Subject: ${"=?utf-8?q?=C3?= ".repeat(times)}\r\n`, raw),
  (raw, times) => join(`To: ${"a <b@c.example>, ".repeat(times)}\r\n`, raw),
  (raw, times) => join(`References: ${"<a@b> ".repeat(times)}\r\n`, raw),
  (raw, times) => parts(raw, times, "Content-Type: text/plain\r\n\r\nx"),
  (raw, times) => parts(raw, times, "Content-Type: multipart/mixed; boundary=q\r\n\r\nx"),
  (raw, times) => html(raw, "<div>".repeat(times)),
  (raw, times) => html(raw, "<a href='".repeat(times)),
  (raw, times) =>
    html(raw, "<blockquote type=cite>On 1.1.2026 a@b.example wrote:<br>".repeat(times)),
  (raw, times) =>
    join(
      "Content-Type: text/plain; format=flowed\r\n\r\n",
      Buffer.from(">".repeat(times * 10)),
      raw,
    ),
  (raw, times) =>
    join(
      "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n",
      Buffer.from("BEGIN:VEVENT\r\nSUMMARY:a\r\n ".repeat(times)),
    ),
  (raw, times) =>
    join(
      "Content-Type: application/pkcs7-mime\r\n\r\n",
      Buffer.alloc(times * 2, Buffer.from([0x30, 0x80])),
    ),
];

function join(head: string, ...bodies: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(head, "latin1"), ...bodies]);
}

function html(raw: Buffer, page: string): Buffer {
  return join(
    `Subject: HTML\r\nFrom: a@b.example\r\nContent-Type: text/html\r\n\r\n${page}`,
    raw.subarray(0, 5000),
  );
}

function parts(raw: Buffer, times: number, part: string): Buffer {
  const head = "From: a@b.example\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n";
  return join(`${head}${`--q\r\n${part}\r\n`.repeat(times)}--q\r\n\r\n`, raw);
}

function within(raw: Buffer, boundary: string): Buffer {
  return wrapped(raw, null, boundary);
}

/** The mail as the one part of another; as a part of the same kind where no type is given. */
function wrapped(raw: Buffer, type: string | null, boundary = "w"): Buffer {
  const head = `From: a@b.example\r\nSubject: Around\r\nContent-Type: multipart/mixed; boundary=${boundary}\r\n\r\n--${boundary}\r\n`;
  return Buffer.concat([
    Buffer.from(type === null ? head : `${head}Content-Type: ${type}\r\n\r\n`),
    raw,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}

function span(raw: Buffer, random: Random): [from: number, to: number] {
  const [a, b] = [random(raw.length + 1), random(raw.length + 1)];
  return a < b ? [a, b] : [b, a];
}

function pick<Thing>(things: readonly Thing[], random: Random): Thing {
  const thing = things[random(things.length)];
  if (thing === undefined) throw new Error("there is nothing to pick from");
  return thing;
}
