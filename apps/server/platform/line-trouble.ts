/** What was wrong with a line to another server, told from the codes that Node and its libraries give. */
import type { LineOutcome } from "#contract/channel-tests.ts";

/** A refused login is said by the server, not by the line. */
export type LineTrouble = Exclude<LineOutcome, "login_refused">;

export function lineTrouble(error: unknown): LineTrouble {
  const codes = codesOf(error);
  const is = (form: RegExp) => codes.some((one) => form.test(one));
  if (is(/^(EDNS|ENOTFOUND|ENODATA|EAI_\w+)$/)) return "name_not_found";
  if (is(/^ECONNREFUSED$/)) return "connection_refused";
  if (is(/^ETLS$|^EPROTO$|SSL|TLS|CERT|SIGNATURE/)) return "tls_failed";
  if (is(/TIMEOUT|^ETIMEDOUT$/)) return "timed_out";
  return "unreachable";
}

/** Another protocol breaks TLS as well: only a certificate shows that somebody wants to be spoken to. */
export function isCertificate(error: unknown): error is Error {
  return codesOf(error).some((code) => /CERT|SIGNATURE/.test(code));
}

function codesOf(error: unknown): string[] {
  const { code, originalCode, cause } = error as Partial<Record<string, unknown>>;
  const inner = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return [code, originalCode, inner].filter((one) => typeof one === "string");
}

/** A server's words on one line, without what it may repeat of the secrets that it was told. */
export function withoutSecrets(said: string, secrets: readonly string[]): string {
  const hidden = secrets.flatMap((secret) => {
    const base64 = Buffer.from(secret).toString("base64");
    return [secret, base64, base64.replace(/=+$/, "")];
  });
  const clean = hidden
    .filter((secret) => secret.length > 0)
    .reduce((text, secret) => text.replaceAll(secret, "•••"), said);
  return clean.replace(/\s+/g, " ").trim().slice(0, 500).toWellFormed();
}
