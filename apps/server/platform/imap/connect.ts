import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { ImapFlow } from "imapflow";
import { mayHoldMail } from "../outbound/address.ts";

/** Where a mailbox is and who opens it. */
export type Mailbox = {
  host: string;
  port: number;
  tls: "implicit" | "starttls" | "none";
  user: string;
  password: string;
  /** Signs in by OAuth (XOAUTH2, OAUTHBEARER) instead of the password. */
  accessToken?: string;
  mailbox: string;
  /** Where the name was found, so that it cannot lead elsewhere between a check and the line. */
  address?: string;
};

/** Bytes of one mail: larger ones are refused by the library before they fill the memory. */
export const largestMail = 60 * 1024 * 1024;

/** With the address that the line will go to. @throws where its name leads to what holds no mailboxes */
export async function placed(at: Mailbox): Promise<Mailbox> {
  const found = await lookup(at.host, { all: true });
  if (!found.every(({ address }) => mayHoldMail(address)))
    throw new Error("a host that is no mail server");
  const [first] = found;
  return first ? { ...at, address: first.address } : at;
}

/** A connection that is not opened yet. Never logs: its lines carry passwords and mail. */
export function imapClient(at: Mailbox): ImapFlow {
  const client = new ImapFlow({
    host: at.address ?? at.host,
    ...(at.address && isIP(at.host) === 0 ? { servername: at.host } : {}),
    port: at.port,
    secure: at.tls === "implicit",
    ...(at.tls === "implicit" ? {} : { doSTARTTLS: at.tls === "starttls" }),
    auth: at.accessToken
      ? { user: at.user, accessToken: at.accessToken }
      : { user: at.user, pass: at.password },
    logger: false,
    disableAutoIdle: true,
    disableCompression: true,
    connectionTimeout: 15_000,
    greetingTimeout: 10_000,
    socketTimeout: 120_000,
    maxLiteralSize: largestMail,
    maxResponseSize: largestMail + 1024 * 1024,
    clientInfo: { name: "Sportello" },
  });
  // An emitter without this listener would end the process; the failing command rejects anyway.
  client.on("error", () => undefined);
  return client;
}
