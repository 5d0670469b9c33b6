/** Handing one mail to a server to learn how it fares: told by step, where sending only needs to know what follows. */
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendOutcome } from "#contract/channel-tests.ts";
import { isCertificate, lineTrouble, withoutSecrets } from "../line-trouble.ts";
import { isPublic } from "../outbound/address.ts";
import { openLine, type Way } from "./line.ts";
import type { MailToPost } from "./send.ts";

export type Probed = {
  outcome: Exclude<SendOutcome, "preview">;
  /** The server's own words. */
  says: string | null;
};

/** Never throws. Its own line: one that was kept open would not show whether a new one can be had. */
export async function probeServer(way: Way, mail: MailToPost, patience = 15_000): Promise<Probed> {
  const over = wait(patience, null, { ref: false });
  const reached: string[] = [];
  const mayReach = (address: string) => {
    reached.push(address);
    return way.mayReach?.(address) ?? true;
  };
  let line: SMTPConnection | undefined;
  try {
    line = await openLine({ ...way, mayReach }, patience);
    return { outcome: "accepted", says: said(await post(line, mail), way.url) };
  } catch (thrown) {
    const error = thrown as SmtpError;
    const told = { outcome: outcomeOf(error), says: said(wordsOf(error), way.url) };
    if (!way.discreet || hasSpoken(error) || reached.every(isPublic)) return told;
    await over;
    return { outcome: "unreachable", says: null };
  } finally {
    line?.close();
  }
}

/** It is a mail server, as far as signing in and beyond. A greeting alone may be anybody's. */
function hasSpoken(error: SmtpError): boolean {
  const [{ code, command = "", responseCode }] = [error.rejectedErrors?.[0] ?? error];
  const isAfter = code === "EAUTH" || /^(MAIL FROM|RCPT TO|DATA)/.test(command);
  return (isAfter && responseCode !== undefined) || isCertificate(error);
}

/** Host and port, without who signs in there. */
export function addressOf(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${hostname}:${port || (protocol === "smtps:" ? 465 : 587)}`;
}

type SmtpError = Error & {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  rejectedErrors?: SmtpError[];
};

function post(line: SMTPConnection, { from, to, raw }: MailToPost): Promise<string | null> {
  const body = Readable.from([raw], { objectMode: false });
  return new Promise((resolve, reject) => {
    line.send({ from, to: [...to], size: raw.length }, body, (error, info) =>
      error ? reject(error) : resolve(info?.response ?? null),
    );
  });
}

function outcomeOf(error: SmtpError): Probed["outcome"] {
  const [refused = error] = error.rejectedErrors ?? [];
  const { code, command = "", responseCode, response = "" } = refused;
  if (code === "EAUTH") return "login_refused";
  if (code === "ETLS" || !responseCode) return lineTrouble(refused);
  if (responseCode < 500)
    return /gr[ae]y-?list|4\.7\.1\b/i.test(response) ? "greylisted" : "deferred";
  if (command === "MAIL FROM") return "sender_refused";
  if (command === "RCPT TO") return "recipient_refused";
  return command === "DATA" ? "content_refused" : "server_refused";
}

/** What happened to a line is said by the outcome; only what is wrong with a certificate needs words. */
function wordsOf(error: SmtpError): string | null {
  const [refused = error] = error.rejectedErrors ?? [];
  // What does not answer as mail servers do is not repeated.
  if (refused.response) return /^[245]\d\d[ -]/.test(refused.response) ? refused.response : null;
  return lineTrouble(refused) === "tls_failed" ? refused.message : null;
}

function said(words: string | null, url: string): string | null {
  const { username, password } = new URL(url);
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  const secrets = pass === "" ? [] : [pass, `\0${user}\0${pass}`, password];
  return words === null ? null : withoutSecrets(words, secrets);
}
