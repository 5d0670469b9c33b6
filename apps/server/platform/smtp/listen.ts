/** The door for mail: SMTP and LMTP in. It takes mail for served addresses only and says 250 once the mail is kept. */
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from "smtp-server";
import { isDatabaseAway } from "../db.ts";
import type { Log } from "../log.ts";
import { type CertificateFiles, followCertificate, readCertificate } from "./certificate.ts";
import { type LineLimits, Lines, usualLimits } from "./lines.ts";

export type Envelope = {
  /** Empty for bounces, which have no way back. */
  from: string;
  /** The accepted receivers, in the order they were named. */
  to: string[];
  remoteAddress: string;
  helo: string;
};

export type MailDoor<Served> = {
  /** Null = nobody here has this address: 550. @throws = try again later: 451 */
  serves(address: string): Promise<Served | null>;
  /** Resolves once the mail is kept for good. Must not keep more than `sizeLimit` bytes. @throws = try again later: 451 */
  take(mail: Readable, envelope: Envelope, served: Served[]): Promise<void>;
};

export type Listening = { port: number; stop(): Promise<void> };

export type ListenAt = {
  protocol: "smtp" | "lmtp";
  host: string;
  port: number;
  name: string;
  /** STARTTLS is offered where there is one; null = one that is made here. */
  certificate?: CertificateFiles | undefined;
  limits?: LineLimits;
  /** Milliseconds between two looks at the certificate's files and at lines that take too long. */
  lookEvery?: { certificate: number; lines: number };
};

/** Bytes of one mail. */
export const sizeLimit = 50 * 1024 * 1024;
const connectionLimit = 200;
const receiverLimit = 100;

export async function listenForMail<Served>(
  at: ListenAt,
  door: MailDoor<Served>,
  log: Log,
): Promise<Listening> {
  const busy = new Set<string>();
  const lines = new Lines(at.limits ?? usualLimits);
  const certificate =
    at.certificate === undefined ? null : await readCertificate(at.certificate, at.name);
  const server = new SMTPServer({
    ...manners(at),
    ...certificate,
    ...hands(door, busy, lines, log),
  });
  server.on("error", (error) => log.debug({ err: error }, "a mail connection broke"));
  await opened(server, at);
  const renewing =
    at.certificate !== undefined && certificate
      ? followCertificate(
          at.certificate,
          certificate,
          log,
          (renewed) => server.updateSecureContext(renewed),
          at.lookEvery?.certificate,
        )
      : null;
  const sweep = setInterval(() => closeLate(server, lines), at.lookEvery?.lines ?? 5000).unref();
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      renewing?.stop();
      await stop(server, busy);
      clearInterval(sweep);
    },
  };
}

function opened(server: SMTPServer, { port, host }: ListenAt) {
  return new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, () => {
      server.server.off("error", reject);
      resolve();
    });
  });
}

/** A drip every minute keeps a line from being silent; it has its time all the same. */
function closeLate(server: SMTPServer, lines: Lines) {
  for (const connection of server.connections) {
    if (!lines.isLate(connection.id)) continue;
    connection.send(421, "This takes too long, come back");
    connection.close();
  }
}

function manners({ protocol, name, certificate }: ListenAt): SMTPServerOptions {
  return {
    lmtp: protocol === "lmtp",
    name,
    banner: "Sportello",
    size: sizeLimit,
    rejectOversized: true,
    // Nobody signs in here: whoever may write to us needs no password, and we relay for no one.
    disabledCommands: certificate === undefined ? ["AUTH", "STARTTLS"] : ["AUTH"],
    authOptional: true,
    disableReverseLookup: true,
    maxClients: connectionLimit,
    maxRecipients: receiverLimit,
    socketTimeout: 120_000,
    closeTimeout: 20_000,
    logger: false,
  };
}

function hands<Served>(
  door: MailDoor<Served>,
  busy: Set<string>,
  lines: Lines,
  log: Log,
): SMTPServerOptions {
  const sessions = new WeakMap<SMTPServerSession, Map<string, Served>>();
  return {
    onConnect({ id, remoteAddress }, done) {
      const may = lines.enter(id, remoteAddress);
      done(may ? null : answer(421, "Too many connections from your address, try again later"));
    },
    onClose: ({ id }) => lines.leave(id),
    onRcptTo({ address }, session, done) {
      door.serves(address).then(
        (served) => {
          if (!served) return done(notHere(lines, session.id));
          sessions.set(session, (sessions.get(session) ?? new Map()).set(address, served));
          return done();
        },
        (error: unknown) => done(later(error, log)),
      );
    },
    onData(stream, session, done) {
      busy.add(session.id);
      lines.mailBegins(session.id);
      take(door, stream, session, sessions.get(session) ?? new Map())
        .then(
          () => done(),
          (error: unknown) => done(stream.sizeExceeded ? null : later(error, log)),
        )
        .finally(() => {
          busy.delete(session.id);
          lines.mailEnds(session.id);
        });
    },
  };
}

function notHere(lines: Lines, id: string): Error {
  return lines.wrongReceiver(id)
    ? answer(550, "No such address here")
    : answer(421, "Too many addresses that are not here");
}

async function take<Served>(
  door: MailDoor<Served>,
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  served: Map<string, Served>,
) {
  const { mailFrom, rcptTo } = session.envelope;
  const to = rcptTo.map(({ address }) => address);
  const envelope = {
    from: mailFrom ? mailFrom.address : "",
    to,
    remoteAddress: session.remoteAddress,
    helo: session.hostNameAppearsAs,
  };
  const kept = to.flatMap((address) => served.get(address) ?? []);
  await door.take(stream, envelope, kept);
}

/** What is being received is finished; everybody else is told to come back. */
async function stop(server: SMTPServer, busy: Set<string>) {
  const closed = new Promise<void>((resolve) => server.close(resolve));
  const sweep = setInterval(closeIdle, 50);
  closeIdle();
  await closed;
  clearInterval(sweep);

  function closeIdle() {
    for (const connection of server.connections) {
      if (busy.has(connection.id)) continue;
      connection.send(421, "Closing, come back soon");
      connection.close();
    }
  }
}

function later(error: unknown, log: Log): Error {
  if (isDatabaseAway(error)) log.warn("mail was put off: the database is away");
  else log.error({ err: error }, "mail was put off");
  return answer(451, "Cannot keep the mail now, try again later");
}

function answer(responseCode: number, says: string): Error {
  return Object.assign(new Error(says), { responseCode });
}
