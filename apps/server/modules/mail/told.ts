/** What the mail server in front of a channel wrote down about a mail (RFC 8601), where that server is one we believe. */
import type { CheckResult } from "#contract/trust.ts";
import { domainOf, isAddress, sameAddress } from "#mail/address.ts";
import type { Checked } from "./checked.ts";

/**
 * The topmost line under a trusted name: that server takes away what comes in under its own. A foreign name, wherever
 * it stands, is what the sender wrote.
 */
export function toldResults(
  raw: Buffer,
  shown: string,
  trusted: readonly string[],
): Checked | null {
  if (trusted.length === 0) return null;
  const lines = headOf(raw);
  const names = new Set(trusted.map((name) => name.toLowerCase()));
  const told = lines.find((line) => names.has(serverOf(line)));
  if (told === undefined) return null;
  const said = withoutComments(told);
  const dmarc = resultOf(said, "dmarc", "header.from");
  const senders = lines.filter((line) => /^(?:\u00ef\u00bb\u00bf)?from[ \t]*:/i.test(line));
  const isShown = senders.length === 1 && isAddress(shown) && sameDomain(dmarc?.domain, shown);
  const passed = dmarc?.result === "pass" && isShown;
  const verdict = passed ? "verified" : verdictWithout(dmarc?.result);
  return {
    verdict,
    by: serverOf(told),
    spf: resultOf(said, "spf", "smtp.mailfrom"),
    dkim: resultOf(said, "dkim", "header.d") ?? resultOf(said, "dkim", "header.i"),
    dmarc,
    arc: resultOf(said, "arc", "header.d"),
  };
}

function verdictWithout(dmarc: string | undefined): Checked["verdict"] {
  if (dmarc === "fail") return "failed";
  return dmarc === "temperror" ? "unchecked" : "unverified";
}

function headOf(raw: Buffer): string[] {
  const head = raw.toString("latin1", 0, 65_536).split(/\r?\n\r?\n/, 1)[0] ?? "";
  return head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
}

/** The authserv-id of an Authentication-Results line; empty for all other lines. */
function serverOf(line: string): string {
  const field = /^authentication-results[ \t]*:(.*)$/i.exec(line)?.[1];
  if (field === undefined) return "";
  return /^\s*"?([^\s;"]+)/.exec(withoutComments(field))?.[1]?.toLowerCase() ?? "";
}

function withoutComments(text: string): string {
  return text.slice(0, 8192).replace(/\([^()]*\)/g, " ");
}

/** One method's result with the domain that it speaks of; values may be quoted, or addresses. */
function resultOf(said: string, method: string, property: string): CheckResult | null {
  const parts = said.split(";").slice(1);
  const part = parts.find((one) => new RegExp(`^\\s*${method}\\s*=`, "i").test(one));
  if (part === undefined) return null;
  const result = /=\s*([a-z]+)/i.exec(part)?.[1]?.toLowerCase() ?? "none";
  const name = property.replace(".", "\\.");
  const value = new RegExp(`\\b${name}\\s*=\\s*"?([^\\s;"]+)`, "i").exec(part)?.[1] ?? "";
  return { result, domain: domainOf(value).replace(/^@/, "").toLowerCase() || null };
}

function sameDomain(checked: string | null | undefined, shown: string): boolean {
  return !!checked && sameAddress(`x@${checked}`, `x@${domainOf(shown)}`);
}
