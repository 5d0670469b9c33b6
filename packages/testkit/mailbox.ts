/** The world outside: a mail server that takes our mail and counts what it said 250 to, and a sender of its own. */
import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type ParsedMail, parseMail } from "#mail/parse.ts";
import { SMTPServer } from "smtp-server";

export type Caught = { from: string; to: string[]; raw: Buffer; mail: ParsedMail };

/** What the sink does with one mail; `drop` takes it and cuts the line before it answers. */
export type Mood = "take" | "refuse" | "defer" | "drop";

export type Sink = Awaited<ReturnType<typeof mailbox>>;

export async function mailbox(options: { port?: number } = {}) {
  const caught: Caught[] = [];
  let mood: Mood = "take";
  const refused = new Set<string>();
  const deferred = new Set<string>();
  const asked: string[] = [];
  let heard: () => void = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo({ address }, _session, done) {
      asked.push(address);
      if (refused.has(address)) return done(code(550, "5.1.1 no such user"));
      return done(deferred.has(address) ? code(450, "4.2.1 busy, later") : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks);
        if (mood === "refuse") return done(code(554, "5.7.1 we do not like it"));
        if (mood === "defer") return done(code(451, "4.3.0 later, please"));
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : "";
        void parseMail(raw).then((mail) => {
          caught.push({ from, to: rcptTo.map(({ address }) => address), raw, mail });
          heard();
          if (mood === "take") return done();
          // oxlint-disable-next-line no-underscore-dangle -- a line that breaks has no other name there
          for (const connection of server.connections) connection._socket.destroy();
        });
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) =>
    server.listen(options.port ?? 0, "127.0.0.1", () => resolve()),
  );
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    caught,
    /** Every receiver that it was asked for, taken or not. */
    asked,
    /** How it treats the next mails. */
    feels: (next: Mood) => void (mood = next),
    /** Called when a mail has come in whole, just before its 250. */
    onCaught: (listener: () => void) => void (heard = listener),
    /** From now on this receiver is unknown here. */
    refuses: (address: string) => void refused.add(address),
    /** This receiver can take nothing, until `frees`. */
    defers: (address: string) => void deferred.add(address),
    frees: (address: string) => void deferred.delete(address),
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

export type Envelope = {
  /** Empty: nobody, as in a bounce. */
  from?: string;
  to: string | string[];
  raw: string | Buffer;
  protocol?: "smtp" | "lmtp";
};

/** Hands one mail to a server by SMTP or LMTP: the code and words of its last answer. */
export async function hand(port: number, mail: Envelope): Promise<{ code: number; says: string }> {
  const line = await connect(port, mail.protocol ?? "smtp");
  try {
    return await handOn(line, mail);
  } finally {
    line.close();
  }
}

export type Words = {
  from?: string;
  to: string;
  cc?: string;
  subject?: string;
  text?: string;
  id?: string;
  inReplyTo?: string;
  references?: string;
  headers?: Record<string, string>;
};

/** A plain mail as a mail program writes it. */
export function letter(words: Words): string {
  const { from = "Mara Rossi <mara@fiatlux.example>", to, subject = "Printer on fire" } = words;
  const head = {
    From: from,
    To: to,
    Cc: words.cc,
    Subject: subject,
    Date: "Mon, 23 Nov 2026 09:00:00 +0100",
    "Message-ID": words.id ?? `<${randomUUID()}@fiatlux.example>`,
    "In-Reply-To": words.inReplyTo,
    References: words.references,
    "Content-Type": "text/plain; charset=utf-8",
    ...words.headers,
  };
  const lines = Object.entries(head).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}: ${value}`,
  );
  return `${lines.join("\r\n")}\r\n\r\n${words.text ?? "It is smoking since this morning."}\r\n`;
}

/** What a mail server sends when it could not deliver the mail of that id. */
export function bounce(to: string, messageId: string, failed = "mara@fiatlux.example"): string {
  const headers = { "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"' };
  const text = [
    "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n",
    "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n" +
      `Final-Recipient: rfc822; ${failed}\r\nAction: failed\r\nStatus: 5.1.1\r\n` +
      "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n",
    `--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: ${messageId}\r\nSubject: Re: fire\r\n\r\nPull the plug\r\n`,
    "--b--\r\n",
  ].join("\r\n");
  const from = "Mail Delivery System <MAILER-DAEMON@mx.example>";
  return letter({ from, to, subject: "Undelivered Mail Returned to Sender", headers, text });
}

type Refusal = Error & { responseCode?: number; response?: string };

function handOn(line: SMTPConnection, { from = "mara@fiatlux.example", to, raw }: Envelope) {
  return new Promise<{ code: number; says: string }>((resolve, reject) => {
    const envelope = { from: from || false, to: [to].flat() } as { from: string; to: string[] };
    line.send(envelope, raw, (error, info) => {
      if (error && error.responseCode === undefined) return reject(error);
      if (error) return resolve({ code: error.responseCode ?? 0, says: error.response ?? "" });
      const lost = info?.rejectedErrors?.[0] as Refusal | undefined;
      resolve({ code: lost?.responseCode ?? 250, says: lost?.response ?? info?.response ?? "" });
    });
  });
}

async function connect(port: number, protocol: "smtp" | "lmtp"): Promise<SMTPConnection> {
  const lmtp = protocol === "lmtp";
  const line = new SMTPConnection({ port, host: "127.0.0.1", lmtp, ignoreTLS: true });
  await new Promise<void>((resolve, reject) => {
    line.once("error", reject);
    line.connect((error) => (error ? reject(error) : resolve()));
  });
  line.on("error", () => undefined);
  return line;
}

function code(responseCode: number, says: string) {
  return Object.assign(new Error(says), { responseCode });
}
