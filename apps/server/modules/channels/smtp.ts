/** The server that a channel's mail leaves by: tried before it is saved, its password sealed. */
import { setTimeout as wait } from "node:timers/promises";
import type { Updateable } from "kysely";
import { type createChannel as operation, Smtp } from "#contract/channels.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Call, Platform } from "#platform/call.ts";
import { patienceMs } from "#platform/imap/try.ts";
import { isCertificate, withoutSecrets } from "#platform/line-trouble.ts";
import { mayHoldMail } from "#platform/outbound/address.ts";
import { refuse } from "#platform/refusal.ts";
import type { Channels } from "#platform/schema.gen.ts";
import { openLine, type Way } from "#platform/smtp/line.ts";
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
  await trySmtp(call, { ...smtp, password });
  return {
    smtp: JSON.stringify(smtp),
    smtp_password: password === null ? null : call.platform.seal.close(smtpPurpose, password),
  };
}

/** Its name is looked up for each line anew, and may lead elsewhere by then. */
export function smtpWay(
  { config }: Pick<Platform, "config">,
  at: Smtp & { password: string | null },
): Way {
  const discreet = !config.OUTBOUND_ALLOW_PRIVATE;
  return { url: smtpUrl(at), mayReach: mayHoldMail, discreet };
}

function smtpUrl({ host, port, tls, user, password }: Smtp & { password: string | null }) {
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
 * Signs in. As for mailboxes, what is no mail server that lets us sign in is one answer after one time: it must not tell
 * which ports of our network are open, or who greets there with what.
 */
async function trySmtp({ platform }: Call, at: Smtp & { password: string | null }): Promise<void> {
  const over = wait(patienceMs, null, { ref: false });
  try {
    (await openLine(smtpWay(platform, at), patienceMs)).quit();
  } catch (error) {
    const said = saidBy(error, at);
    if (said === null) await over;
    throw refuse("smtp_unreachable", { reason: said ?? "unreachable" });
  }
}

/** Only who has spoken SMTP as far as that is quoted, and what is wrong with a certificate. */
function saidBy(error: unknown, { user, password }: { user: string; password: string | null }) {
  const { code, response, message } = error as Partial<Record<string, unknown>>;
  const secrets = password ? [password, `\0${user}\0${password}`] : [];
  if (code === "EAUTH" && typeof response === "string")
    return withoutSecrets(response, secrets).slice(0, 300);
  return isCertificate(error) ? String(message).slice(0, 300) : null;
}

/** A password is reused only on the line it was given for: it must not be sent to another one, or in the clear. */
function keptPassword(call: Call, before: ChannelRow | null, smtp: Smtp): string {
  const { host, port, user, tls } = before?.smtp ?? {};
  const isSame = host === smtp.host && port === smtp.port && user === smtp.user && tls === smtp.tls;
  const kept = before && isSame ? smtpOf(call.platform, before)?.password : null;
  if (!kept) throw refuse("smtp_unreachable", { reason: "password_missing" });
  return kept;
}
