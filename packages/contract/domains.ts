/** Domains that mail leaves from, and what their DNS says about it. */
import * as z from "zod";
import { Id, Line, Moment } from "./common.ts";
import { noInput, nothing, operation } from "./operation.ts";

/** Days that the record of a replaced key stays, for mail that is still under way. */
export const overlapDays = 7;

export const DnsRecord = z.object({ name: z.string(), value: z.string() });
export type DnsRecord = z.infer<typeof DnsRecord>;

export const DkimKey = z.object({
  id: Id,
  selector: z.string(),
  /** Waiting for its DNS record, signing, or replaced by another one. */
  state: z.enum(["waiting", "active", "retired"]),
  /** The TXT record to set. */
  record: DnsRecord,
  createdAt: Moment,
  activatedAt: Moment.nullable(),
  /** Only of a retired key: until then its record must stay. */
  keepUntil: Moment.nullable(),
});
export type DkimKey = z.infer<typeof DkimKey>;

export const SendingDomain = z.object({
  domain: z.string(),
  /** The newest first. */
  keys: z.array(DkimKey),
  /** What to set where there is nothing yet. */
  spf: DnsRecord,
  dmarc: DnsRecord,
});
export type SendingDomain = z.infer<typeof SendingDomain>;

/** `unknown`: no name server answered. */
export const RecordState = z.enum(["right", "missing", "different", "unknown"]);
export type RecordState = z.infer<typeof RecordState>;

const Found = z.object({ state: RecordState, found: z.array(z.string()) });

export const CheckedDomain = z.object({
  domain: SendingDomain,
  spf: Found,
  dmarc: Found,
  keys: z.array(Found.extend({ id: Id })),
});
export type CheckedDomain = z.infer<typeof CheckedDomain>;

export const listSendingDomains = operation({
  method: "GET",
  path: "/api/v1/sending-domains",
  does: "Lists the domains of the connected addresses with their DKIM keys and the DNS records to set. Asks no name server.",
  needs: "settings",
  scope: "settings.read",
  input: noInput,
  output: z.object({ items: z.array(SendingDomain), nextCursor: z.null() }),
  refusals: [],
});

export const checkSendingDomain = operation({
  method: "POST",
  path: "/api/v1/sending-domains/{domain}/check",
  does: "Asks the DNS for the records of a domain. A waiting DKIM key whose record is there signs from now on; the one before it is retired.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ domain: Line(253) }),
  output: CheckedDomain,
  refusals: ["domain_not_found", "too_many_attempts"],
});

export const createDkimKey = operation({
  method: "POST",
  path: "/api/v1/sending-domains/{domain}/dkim-keys",
  does: "Makes a DKIM key. It signs nothing until its DNS record was found; the key before it goes on signing.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ domain: Line(253) }),
  output: SendingDomain,
  refusals: ["domain_not_found", "dkim_key_waiting"],
});

export const deleteDkimKey = operation({
  method: "DELETE",
  path: "/api/v1/dkim-keys/{id}",
  does: "Throws a DKIM key away. Mail of the domain is not signed with it any more.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["dkim_key_not_found"],
});
