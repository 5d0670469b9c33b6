import * as z from "zod";
import { Id, Moment } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";

const Kind = z.enum(["contact", "company"]);

/** Why two records may be one: what they share. */
export const DoubleReason = z.enum(["phone", "address", "name", "domain"]);
export type DoubleReason = z.infer<typeof DoubleReason>;

/** One of two, with what tells them apart. */
const Side = z.object({
  id: Id,
  name: z.string(),
  /** Addresses of a contact, domains of a company. */
  addresses: z.array(z.string()),
  phones: z.array(z.string()),
  companyName: z.string().nullable(),
  openTickets: z.int(),
  createdAt: Moment,
});
export type DoubleSide = z.infer<typeof Side>;

/** Two records that may be one and the same. */
export const Double = z.object({
  kind: Kind,
  a: Side,
  b: Side,
  reasons: z.array(DoubleReason).min(1),
});
export type Double = z.infer<typeof Double>;

export const listDoubles = operation({
  method: "GET",
  path: "/api/v1/doubles",
  does: "Lists contacts or companies of the whole desk that may be one and the same, two and two, with why: same phone, same address in another spelling, same name and company; for companies a look-alike domain, or a name that differs only in spelling, accents or legal form. What more than ten share says nothing.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ kind: Kind.default("contact"), ...paging }),
  output: page(Double),
  refusals: ["cursor_invalid"],
});

const two = z.object({ kind: Kind, id: Id, otherId: Id });

export const markDistinct = operation({
  method: "PUT",
  path: "/api/v1/doubles/{kind}/{id}/{otherId}/distinct",
  does: "Says that two records are not the same: they are not listed as doubles any more.",
  needs: "service",
  scope: "contacts.write",
  input: two,
  output: nothing,
  refusals: ["contact_not_found", "company_not_found", "merge_self"],
});

export const unmarkDistinct = operation({
  method: "DELETE",
  path: "/api/v1/doubles/{kind}/{id}/{otherId}/distinct",
  does: "Takes it back that two records are not the same.",
  needs: "service",
  scope: "contacts.write",
  input: two,
  output: nothing,
  refusals: ["contact_not_found", "company_not_found", "merge_self"],
});
