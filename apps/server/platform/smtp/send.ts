/** Handing composed mail to the outgoing server, and saying honestly what became of it. */
import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import { openLine, type Way } from "./line.ts";

export type Posted =
  /** The server took it. `refused` it did not want for good, `deferred` not now. */
  | {
      fate: "taken";
      accepted: string[];
      refused: Refused[];
      deferred: Refused[];
      serverId: string | null;
    }
  /** For good: sending again does not help. */
  | { fate: "refused"; reason: string; refused: Refused[] }
  /** Not now; nothing was taken. `refused` it did not want for good. */
  | { fate: "deferred"; reason: string; refused: Refused[] }
  /** The line dropped after the whole mail was sent: nobody knows whether it was taken. */
  | { fate: "unclear"; reason: string };

export type Refused = { address: string; reason: string };

export type MailToPost = { raw: Buffer; from: string; to: readonly string[] };

export type Outgoing = { post(mail: MailToPost): Promise<Posted>; close(): void };

/** Milliseconds that an open line waits for its next mail. */
const idleTime = 15_000;

/** Lines are opened when needed and kept for a short while. */
export function outgoingServer(way: Way): Outgoing {
  const idle = new Set<SMTPConnection>();
  const post = async (mail: MailToPost): Promise<Posted> => {
    const [waiting] = idle;
    if (!waiting) return postOn(await openLine(way), mail, idle);
    idle.delete(waiting);
    const posted = await postOn(waiting, mail, idle);
    // A line kept open may have died quietly: that says nothing about the mail.
    if (posted.fate !== "deferred" || !waiting.destroyed) return posted;
    return postOn(await openLine(way), mail, idle);
  };
  return {
    post: (mail) => post(mail).catch((error: unknown) => notReached(error)),
    close: () => idle.forEach((line) => line.quit()),
  };
}

function postOn(
  line: SMTPConnection,
  mail: MailToPost,
  idle: Set<SMTPConnection>,
): Promise<Posted> {
  const { from, to, raw } = mail;
  const body = Readable.from([raw], { objectMode: false });
  let whole = false;
  body.once("end", () => (whole = true));
  return new Promise((resolve) => {
    line.send({ from, to: [...to], size: raw.length }, body, (error, info) => {
      if (error) {
        line.close();
        return resolve(notTaken(error, whole));
      }
      restUntilNext(line, idle);
      const [refused, deferred] = split(info?.rejectedErrors ?? []);
      const accepted = (info?.accepted ?? []).map(String);
      resolve({
        fate: "taken",
        accepted,
        refused,
        deferred,
        serverId: info?.serverMessageId ?? null,
      });
    });
  });
}

function restUntilNext(line: SMTPConnection, idle: Set<SMTPConnection>) {
  idle.add(line);
  line.removeAllListeners("end");
  const tired = setTimeout(() => {
    if (idle.delete(line)) line.quit();
  }, idleTime).unref();
  line.once("end", () => {
    clearTimeout(tired);
    idle.delete(line);
  });
}

type SmtpError = Error & {
  responseCode?: number | undefined;
  response?: string | undefined;
  recipient?: string | undefined;
  rejectedErrors?: SmtpError[] | undefined;
};

function notTaken(error: SmtpError, whole: boolean): Posted {
  const reason = reasonOf(error);
  const [refused, deferred] = split(error.rejectedErrors ?? []);
  if (deferred.length > 0)
    return { fate: "deferred", reason: deferred[0]?.reason ?? reason, refused };
  if (isPermanent(error)) return { fate: "refused", reason, refused };
  if (error.responseCode === undefined && whole) return { fate: "unclear", reason };
  return { fate: "deferred", reason, refused };
}

/** Not connected or not signed in: whatever the code, that is about us and not about the mail. */
function notReached(error: unknown): Posted {
  const reason = error instanceof Error ? reasonOf(error) : String(error);
  return { fate: "deferred", reason, refused: [] };
}

function split(errors: readonly SmtpError[]): [Refused[], Refused[]] {
  const told = errors.map((error) => ({
    address: error.recipient ?? "",
    reason: reasonOf(error),
    permanent: isPermanent(error),
  }));
  const pick = (permanent: boolean) =>
    told
      .filter((one) => one.permanent === permanent)
      .map(({ address, reason }) => ({ address, reason }));
  return [pick(true), pick(false)];
}

function isPermanent(error: SmtpError): boolean {
  return error.responseCode !== undefined && error.responseCode >= 500;
}

/** What the server said, else what happened to the line. */
function reasonOf(error: SmtpError): string {
  return (error.response ?? error.message).replace(/\s+/g, " ").slice(0, 500).toWellFormed();
}
