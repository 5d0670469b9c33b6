/** The server that a channel's mail leaves by: tried before it is saved, its password sealed. */
import { lookup } from "node:dns/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Updateable } from "kysely";
import { type createChannel as operation, Smtp } from "#contract/channels.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call } from "#platform/call.ts";
import { isBarredAddress, patienceMs } from "#platform/imap/try.ts";
import { lineTrouble, withoutSecrets } from "#platform/line-trouble.ts";
import { refuse } from "#platform/refusal.ts";
import type { Channels } from "#platform/schema.gen.ts";
import { openLine } from "#platform/smtp/send.ts";
import { type ChannelRow, smtpOf, smtpPurpose } from "./channel.ts";

export type SmtpColumns = Updateable<Pick<Channels, "smtp" | "smtp_password">>;

type Given = InputOf<typeof operation>["smtp"];

/** Nothing when the input does not speak of it. @throws Refusal smtp_unreachable */
export async function smtpColumns(
  call: Call,
  input: Given,
  before: ChannelRow | null,
): Promise<SmtpColumns> {
  if (input === undefined) return {};
  if (input === null) return { smtp: null, smtp_password: null };
  const smtp = Smtp.parse(input);
  const password = smtp.user === "" ? null : (input.password ?? keptPassword(call, before, smtp));
  await trySmtp({ ...smtp, password });
  return {
    smtp: JSON.stringify(smtp),
    smtp_password: password === null ? null : call.platform.seal.close(smtpPurpose, password),
  };
}

/** As `outgoingServer` takes it. */
export function smtpUrl({ host, port, tls, user, password }: Smtp & { password: string | null }) {
  const name = host.includes(":") ? `[${host.replace(/^\[|\]$/g, "")}]` : host;
  const url = new URL(`${tls === "implicit" ? "smtps" : "smtp"}://${name}:${port}`);
  if (user !== "") {
    url.username = encodeURIComponent(user);
    url.password = encodeURIComponent(password ?? "");
  }
  if (tls !== "implicit") url.searchParams.set("tls", tls === "starttls" ? "required" : "none");
  return url.href;
}

/**
 * Signs in. As for mailboxes, what did not speak SMTP is one answer after one time: it must not tell which ports of our
 * network are open.
 */
async function trySmtp(at: Smtp & { password: string | null }): Promise<void> {
  const over = wait(patienceMs, null, { ref: false });
  try {
    const addresses = await lookup(at.host, { all: true });
    if (addresses.some(isBarredAddress)) throw new Error("a host that is no mail server");
    (await openLine(smtpUrl(at), patienceMs)).quit();
  } catch (error) {
    const said = saidBy(error, at);
    if (said === null) await over;
    throw refuse("smtp_unreachable", { reason: said ?? "unreachable" });
  }
}

function saidBy(error: unknown, { user, password }: { user: string; password: string | null }) {
  const { response, message } = error as Partial<Record<string, unknown>>;
  const secrets = password ? [password, `\0${user}\0${password}`] : [];
  if (typeof response === "string") return withoutSecrets(response, secrets).slice(0, 300);
  return lineTrouble(error) === "tls_failed" ? String(message).slice(0, 300) : null;
}

/** A password is reused only at the server it was given for: it must not be sent to another one. */
function keptPassword(call: Call, before: ChannelRow | null, { host, user, tls }: Smtp): string {
  const was = before?.smtp;
  const isSame = was?.host === host && was.user === user && (was.tls === tls || tls !== "none");
  const kept = before && isSame ? smtpOf(call.platform, before)?.password : null;
  if (!kept) throw refuse("smtp_unreachable", { reason: "password_missing" });
  return kept;
}
