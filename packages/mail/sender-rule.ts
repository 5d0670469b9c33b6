/** Whether a rule about senders speaks of a mail, and how exactly. Linear in the length of the address. */
import { domainOf, normalizeAddress } from "./address.ts";

export type SenderRule = { kind: "address" | "domain" | "pattern" | "type"; value: string };
export type Sender = { address: string; types: readonly string[] };

/** The form in which a rule is kept and compared. */
export function ruleValue({ kind, value }: SenderRule): string {
  if (kind === "type") return value;
  if (kind === "domain") return domainOf(normalizeAddress(`x@${value}`));
  return normalizeAddress(value);
}

/** 0 = it does not speak of it; the greater, the more exact. */
export function exactness({ kind, value }: SenderRule, { address, types }: Sender): number {
  const sender = normalizeAddress(address);
  if (kind === "address") return sender === value ? 4000 : 0;
  if (kind === "pattern") return matches(value, sender) ? 3000 : 0;
  if (kind === "type") return types.includes(value) ? 1 : 0;
  const domain = domainOf(sender);
  return domain === value || domain.endsWith(`.${value}`) ? 1000 + value.length : 0;
}

/** The domain of an address and those above it. */
export function domainsOf(address: string): string[] {
  const labels = domainOf(normalizeAddress(address)).split(".").slice(-20);
  return labels.map((_, at) => labels.slice(at).join("."));
}

const role =
  /^(?:abuse|accounts?|admin|billing|contact|hello|help|info|jobs|mail|marketing|news(?:letter)?|no-?reply|office|orders|postmaster|sales|security|service|shop|support|team|webmaster)@/;

/** An address of a task, not of a person. */
export function isRole(address: string): boolean {
  return role.test(normalizeAddress(address));
}

/** `*` any signs, `?` one. Goes back to the last star only, so it is linear in practice and square at worst, of 320 signs. */
function matches(pattern: string, text: string): boolean {
  let [at, of, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const sign = pattern[of];
    if (sign === "*") [star, mark, of] = [of, at, of + 1];
    else if (sign !== undefined && (sign === "?" || sign === text[at])) [at, of] = [at + 1, of + 1];
    else if (star >= 0) [of, mark, at] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(of));
}
