/** A small IMAP server on loopback: one folder, one user, as much of the protocol as a reader of mail needs. */
import { type AddressInfo, createServer, type Socket } from "node:net";

type Stored = { uid: number; at: Date; raw: Buffer };

export type ImapPeer = Awaited<ReturnType<typeof imapPeer>>;

export async function imapPeer(
  options: {
    /** After how many commands a new line drops, in the middle of an answer; null = never. */
    breaksAfter?: () => number | null;
    idle?: boolean;
    /** What comes in just after somebody has fetched, and is told at once; null = nothing. */
    arrives?: () => string | null;
    /** Signs in by XOAUTH2 with such a token. */
    accepts?: (accessToken: string) => boolean;
  } = {},
) {
  const state = {
    validity: 1000,
    next: 1,
    mails: [] as Stored[],
    password: "secret",
    down: false,
    idle: options.idle ?? true,
    accepts: options.accepts ?? null,
    arrives: options.arrives ?? (() => null),
    signedIn: 0,
    breaksAfter: options.breaksAfter ?? (() => null),
    broken: 0,
    seen: false,
    lines: new Set<Line>(),
  };
  const server = createServer((socket) => {
    if (state.down) return socket.destroy();
    const line = new Line(socket, state);
    state.lines.add(line);
    socket.on("close", () => state.lines.delete(line));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    user: "support",
    password: state.password,
    /** Somebody delivers a mail into the folder. */
    append: (raw: string | Buffer, at = new Date()) => {
      state.mails.push({ uid: state.next++, at, raw: Buffer.from(raw) });
      for (const line of state.lines) line.tell();
    },
    /** The server was restored: every mail gets a new number. */
    renumber: () => {
      state.validity++;
      state.next = 1;
      for (const mail of state.mails) mail.uid = state.next++;
      for (const line of state.lines) line.cut();
    },
    /** Out of reach until `up`. */
    down: () => {
      state.down = true;
      for (const line of state.lines) line.cut();
    },
    up: () => void (state.down = false),
    /** Somebody has read everything in another mail program. */
    markSeen: () => void (state.seen = true),
    /** How many lines dropped by themselves. */
    broken: () => state.broken,
    /** How often somebody signed in. */
    signedIn: () => state.signedIn,
    cut: () => state.lines.forEach((line) => line.cut()),
    close: async () => {
      for (const line of state.lines) line.cut();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

type State = {
  validity: number;
  next: number;
  mails: Stored[];
  password: string;
  idle: boolean;
  accepts: ((accessToken: string) => boolean) | null;
  arrives: () => string | null;
  signedIn: number;
  breaksAfter: () => number | null;
  broken: number;
  seen: boolean;
};

class Line {
  private readonly socket: Socket;
  private readonly state: State;
  private rest = "";
  private idling = "";
  private left: number;
  /** The command whose sign-in was refused: the client has to acknowledge it. */
  private refused = "";
  private literal: { tag: string; words: string } | null = null;
  /** How many mails the client knows of. */
  private told = 0;

  constructor(socket: Socket, state: State) {
    this.socket = socket;
    this.state = state;
    this.left = state.breaksAfter() ?? Infinity;
    socket.on("error", () => undefined);
    socket.on("data", (chunk) => this.read(chunk.toString("latin1")));
    this.say(`* OK [CAPABILITY ${this.capabilities()}] ready`);
  }

  tell() {
    if (this.idling && this.told !== this.state.mails.length) this.sayHowMany();
  }

  cut() {
    this.socket.destroy();
  }

  private capabilities() {
    const oauth = this.state.accepts ? " SASL-IR AUTH=XOAUTH2" : "";
    return `IMAP4rev1${this.state.idle ? " IDLE" : ""}${oauth}`;
  }

  private sayHowMany() {
    this.told = this.state.mails.length;
    this.say(`* ${this.told} EXISTS`);
  }

  private say(text: string) {
    if (!this.socket.writable) return;
    if (this.left >= 0) return void this.socket.write(`${text}\r\n`, "latin1");
    this.state.broken++;
    this.socket.end(text.slice(0, text.length / 2), "latin1", () => this.cut());
  }

  private read(text: string) {
    this.rest += text;
    for (let end = this.rest.indexOf("\r\n"); end >= 0; end = this.rest.indexOf("\r\n")) {
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 2);
      this.obey(line);
    }
  }

  private obey(line: string) {
    if (this.refused) {
      this.say(`${this.refused} NO [AUTHENTICATIONFAILED] Invalid credentials`);
      this.refused = "";
      return;
    }
    if (this.idling && line.toUpperCase() === "DONE") {
      this.say(`${this.idling} OK done`);
      this.idling = "";
      return;
    }
    // A literal is asked for, and what follows completes the command.
    const waiting = this.literal;
    this.literal = null;
    const words = waiting ? `${waiting.words}"${line}"` : line;
    const [, size] = /\{(\d+)\+?\}$/.exec(words) ?? [];
    if (size) {
      this.literal = { tag: "", words: words.replace(/\{\d+\+?\}$/, "") };
      return this.say("+ go on");
    }
    const [, tag = "*", verb = "", args = ""] = /^(\S+) (UID \S+|\S+) ?(.*)$/i.exec(words) ?? [];
    this.answer(tag, verb.toUpperCase(), args);
  }

  private answer(tag: string, verb: string, args: string) {
    const { validity, next, password } = this.state;
    this.left -= 1;
    if (verb === "CAPABILITY") this.say(`* CAPABILITY ${this.capabilities()}`);
    if (verb === "LOGIN" && !args.includes(password))
      return this.say(`${tag} NO [AUTHENTICATIONFAILED] wrong password`);
    if (verb === "AUTHENTICATE" && !this.holdsToken(args)) {
      this.refused = tag;
      return this.say(`+ ${Buffer.from('{"status":"400"}').toString("base64")}`);
    }
    if (verb === "LOGIN" || verb === "AUTHENTICATE") this.state.signedIn++;
    if (verb === "LIST" && /inbox|[*%]/i.test(args)) this.say('* LIST (\\HasNoChildren) "/" INBOX');
    if (verb === "IDLE") {
      this.idling = tag;
      this.say("+ idling");
      return this.tell();
    }
    if (verb === "SELECT" || verb === "EXAMINE") {
      if (!/inbox/i.test(args)) return this.say(`${tag} NO no such folder`);
      this.say("* FLAGS (\\Seen)");
      this.sayHowMany();
      this.say("* 0 RECENT");
      this.say(`* OK [UIDVALIDITY ${validity}] numbers`);
      this.say(`* OK [UIDNEXT ${next}] next`);
      return this.say(`${tag} OK [READ-ONLY] open`);
    }
    if (verb === "UID FETCH") this.fetch(args);
    if (verb === "UID SEARCH") this.search(args);
    if (verb === "NOOP") this.sayHowMany();
    if (verb === "LOGOUT") {
      this.say("* BYE see you");
      this.say(`${tag} OK bye`);
      return this.socket.end();
    }
    this.say(`${tag} OK done`);
    if (verb === "UID FETCH") this.receive(this.state.arrives());
  }

  private receive(raw: string | null) {
    if (raw === null) return;
    this.state.mails.push({ uid: this.state.next++, at: new Date(), raw: Buffer.from(raw) });
    this.say(`* ${this.state.mails.length} EXISTS`);
  }

  private holdsToken(args: string): boolean {
    const [, response = ""] = /^XOAUTH2 (\S+)$/i.exec(args) ?? [];
    const [user = "", auth = ""] = Buffer.from(response, "base64").toString().split("\u0001");
    const token = user.startsWith("user=") ? auth.replace(/^auth=Bearer /, "") : "";
    return this.state.accepts?.(token) ?? false;
  }

  /** By the day of arrival, as SINCE asks; everything else finds all. */
  private search(args: string) {
    const [, day] = /SINCE "?(\d+-\w+-\d+)"?/i.exec(args) ?? [];
    const since = day ? new Date(`${day} UTC`) : new Date(0);
    const uids = this.state.mails.filter(({ at }) => at >= since).map(({ uid }) => uid);
    this.say(["* SEARCH", ...uids].join(" "));
  }

  private fetch(args: string) {
    const [, range = "", items = ""] = /^(\S+) (.*)$/.exec(args) ?? [];
    const newest = this.state.mails.at(-1)?.uid ?? 0;
    const [from = 0, to = from] = range
      .split(":")
      .map((word) => (word === "*" ? newest : Number(word)));
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    for (const [index, mail] of this.state.mails.entries()) {
      if (mail.uid < low || mail.uid > high) continue;
      const date = mail.at
        .toUTCString()
        .replace(/^\w+, (\d+) (\w+) (\d+) (.*) GMT$/, "$1-$2-$3 $4 +0000");
      const flags = this.state.seen ? ["FLAGS (\\Seen)"] : [];
      const parts = [...flags, `UID ${mail.uid}`, `INTERNALDATE "${date}"`];
      const [, start, length] = /BODY\.PEEK\[\](?:<(\d+)\.(\d+)>)?/i.exec(items) ?? [null];
      if (/BODY\.PEEK\[\]/i.test(items)) {
        const begin = Number(start ?? 0);
        const bytes = mail.raw.subarray(begin, length ? begin + Number(length) : undefined);
        const name = start === undefined ? "BODY[]" : `BODY[]<${start}>`;
        parts.push(`${name} {${bytes.length}}\r\n${bytes.toString("latin1")}`);
      }
      const [, fields] = /BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]/i.exec(items) ?? [];
      if (fields !== undefined) {
        const lines = headerLines(mail.raw, fields.split(" "));
        parts.push(`BODY[HEADER.FIELDS (${fields})] {${lines.length}}\r\n${lines}`);
      }
      this.say(`* ${index + 1} FETCH (${parts.join(" ")})`);
    }
  }
}

function headerLines(raw: Buffer, fields: string[]): string {
  const [header = ""] = raw.toString("latin1").split("\r\n\r\n", 1);
  const wanted = header.split("\r\n").filter((line) => {
    const [name = ""] = line.split(":", 1);
    return fields.some((field) => field.toLowerCase() === name.toLowerCase());
  });
  return `${[...wanted, ""].join("\r\n")}\r\n`;
}
