/** What speaks against a sender, beside what was checked: never seen, looks like somebody else, answers elsewhere. */
import { mayBeSomebodyElse, type Trust } from "#contract/trust.ts";
import { domainOf, isAddress, sameAddress } from "#mail/address.ts";
import { lookalikeOf } from "#mail/lookalike.ts";
import { contactIdsOfEmails } from "#modules/contacts";
import type { Platform } from "#platform/call.ts";
import { type Acquaintance, acquaintanceOf, readAs } from "./acquaintance.ts";
import type { Reading } from "./understand.ts";
import type { Checked } from "./checked.ts";

export async function trustOf(
  platform: Platform,
  deskId: string,
  mail: Pick<Reading, "from" | "replyTo">,
  checked: Checked | null,
): Promise<Trust | null> {
  const { from, replyTo } = mail;
  if (!from || !isAddress(from.address)) return null;
  const address = from.address.toLowerCase();
  const seen = await contactIdsOfEmails(platform.db, deskId, [address]);
  const acquainted = await acquaintanceOf(platform, deskId);
  const firstSeen = !seen.has(address);
  const lookalike = lookalikeIn(domainOf(address), acquainted);
  const pretends = pretenceOf(from, acquainted);
  const { by = null, spf = null, dkim = null, dmarc = null, arc = null } = checked ?? {};
  return {
    ...{ by, spf, dkim, dmarc, arc },
    firstSeen,
    lookalike,
    replyTo: elsewhere(address, replyTo),
    pretends,
    risky:
      mayBeSomebodyElse(checked?.verdict ?? null) ||
      (firstSeen && (lookalike !== null || pretends !== null)),
  };
}

/** Whoever was known first is imitated by the other: an imitator who wrote once is known as well. */
function lookalikeIn(domain: string, { domains }: Acquaintance): Trust["lookalike"] {
  const at = domains.findIndex((one) => one.domain === domain.toLowerCase());
  const of = lookalikeOf(domain, at < 0 ? domains : domains.slice(0, at));
  return of === null ? null : { domain, of };
}

function elsewhere(address: string, replyTo: Reading["replyTo"]): string | null {
  const other = replyTo.find((box) => isAddress(box.address) && !isOneHouse(box.address, address));
  return other?.address ?? null;
}

function isOneHouse(a: string, b: string): boolean {
  const [one, two] = [domainOf(a).toLowerCase(), domainOf(b).toLowerCase()];
  return one === two || one.endsWith(`.${two}`) || two.endsWith(`.${one}`);
}

function pretenceOf(
  { name, address }: NonNullable<Reading["from"]>,
  { names, addresses }: Acquaintance,
): Trust["pretends"] {
  const named = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/.exec(name.slice(0, 500))?.[0];
  if (named && isAddress(named) && !sameAddress(named, address) && !isOneHouse(named, address))
    return { kind: "address", name: named };
  if (addresses.has(address.toLowerCase())) return null;
  const colleague = names.get(readAs(name.slice(0, 200)));
  return colleague === undefined ? null : { kind: "colleague", name: colleague };
}
