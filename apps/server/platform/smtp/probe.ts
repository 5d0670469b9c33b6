/** Handing one mail to a server to learn how it fares: told by step, where sending only needs to know what follows. */
import { Readable } from "node:stream";
import type SMTPConnection from "nodemailer/lib/smtp-connection";
import type { SendOutcome } from "#contract/channel-tests.ts";
import { lineTrouble, withoutSecrets } from "../line-trouble.ts";
import { type MailToPost, openLine } from "./send.ts";

export type Probed = {
  outcome: Exclude<SendOutcome, "preview">;
  /** The server's own words. */
  says: string | null;
};

/** Never throws. Its own line: one that was kept open would not show whether a new one can be had. */
export async function probeServer(
  url: string,
  mail: MailToPost,
  patience = 15_000,
): Promise<Probed> {
  let line: SMTPConnection | undefined;
  try {
    line = await openLine(url, patience);
    return { outcome: "accepted", says: said(await post(line, mail), url) };
  } catch (error) {
    return { outcome: outcomeOf(error as SmtpError), says: said(wordsOf(error as SmtpError), url) };
  } finally {
    line?.close();
  }
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
  if (refused.response) return refused.response;
  return lineTrouble(refused) === "tls_failed" ? refused.message : null;
}

function said(words: string | null, url: string): string | null {
  const { username, password } = new URL(url);
  const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)];
  const secrets = pass === "" ? [] : [pass, `\0${user}\0${pass}`, password];
  return words === null ? null : withoutSecrets(words, secrets);
}
