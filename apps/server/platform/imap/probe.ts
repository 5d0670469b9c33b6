/**
 * Looking into a mailbox to say how it is. In words for every step where the server is out in the world or the operator
 * allows private networks; for anything else the one answer of docs/decisions/0008-mailbox-hosts.md.
 */
import { lookup } from "node:dns/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { MailboxOutcome } from "#contract/channel-tests.ts";
import { isCertificate, lineTrouble, type LineTrouble, withoutSecrets } from "../line-trouble.ts";
import { isPublic, mayHoldMail } from "../outbound/address.ts";
import { imapClient, type Mailbox } from "./connect.ts";
import { patienceMs } from "./try.ts";

export type MailboxFound = {
  outcome: MailboxOutcome;
  /** The server's own words. */
  says: string | null;
  /** Mails in the folder, where it opened. */
  mails: number | null;
};

/** Never throws. */
export async function probeMailbox(
  at: Mailbox,
  allowPrivate: boolean,
  patience = patienceMs,
): Promise<MailboxFound> {
  const over = wait(patience, null, { ref: false });
  const found = await lookup(at.host, { all: true }).catch(() => []);
  const [first] = found;
  if (!first) return nothing("name_not_found");
  const barred = !found.every(({ address }) => mayHoldMail(address));
  const tried = barred ? null : await Promise.race([open({ ...at, address: first.address }), over]);
  const look = tried ?? nothing(barred ? "unreachable" : "timed_out");
  const mayTell = allowPrivate || found.every(({ address }) => isPublic(address));
  if (mayTell || look.says !== null || look.outcome === "opened") return look;
  await over;
  return nothing("unreachable");
}

function nothing(outcome: LineTrouble): MailboxFound {
  return { outcome, says: null, mails: null };
}

async function open(at: Mailbox): Promise<MailboxFound> {
  const client = imapClient(at);
  let signedIn = false;
  try {
    await client.connect();
    signedIn = true;
    const { exists } = await client.mailboxOpen(at.mailbox, { readOnly: true });
    await client.logout();
    return { outcome: "opened", says: null, mails: exists };
  } catch (error) {
    return { ...troubleOf(error, signedIn, at), mails: null };
  } finally {
    client.close();
  }
}

function troubleOf(error: unknown, signedIn: boolean, { password, accessToken = "" }: Mailbox) {
  const secrets = [password, accessToken];
  const { responseText, authenticationFailed } = error as Record<string, unknown>;
  const words = typeof responseText === "string" ? withoutSecrets(responseText, secrets) : null;
  if (authenticationFailed === true) return { outcome: "login_refused", says: words } as const;
  if (words !== null)
    return { outcome: signedIn ? "folder_missing" : "unreachable", says: words } as const;
  const outcome = lineTrouble(error);
  return { outcome, says: isCertificate(error) ? withoutSecrets(error.message, secrets) : null };
}
