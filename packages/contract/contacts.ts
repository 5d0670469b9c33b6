import * as z from "zod";
import { Email, Id, Line, Moment, Text } from "./common.ts";
import { PropertyValues } from "./properties.ts";
import { nothing, operation, page, paging } from "./operation.ts";

/** A person who writes in. `email` is the first of `emails`, `phone` of `phones`; each may be empty. */
export const Contact = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  emails: z.array(z.string()),
  phone: z.string().nullable(),
  phones: z.array(z.string()),
  jobTitle: z.string().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  /** The user who looks after them, where somebody does. */
  ownerId: Id.nullable(),
  createdAt: Moment,
  openTickets: z.int(),
  /** Those that the desk defined, where they have a value. */
  properties: PropertyValues,
});
export type Contact = z.infer<typeof Contact>;

export const Company = z.object({
  id: Id,
  name: z.string(),
  /** The first of `domains`. */
  domain: z.string().nullable(),
  domains: z.array(z.string()),
  ownerId: Id.nullable(),
  createdAt: Moment,
  openTickets: z.int(),
  /** Those that the desk defined, where they have a value. */
  properties: PropertyValues,
});
export type Company = z.infer<typeof Company>;

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);

const search = { q: Text(200).optional(), ...paging };
const contactFields = {
  name: Line(200),
  /** The first is the one that is written to. */
  emails: z.array(Email).max(20),
  phones: z.array(Line(50)).max(20),
  jobTitle: Text(200).nullable(),
  companyId: Id.nullable(),
  ownerId: Id.nullable(),
};
const companyFields = {
  name: Line(200),
  domains: z.array(Domain).max(50),
  ownerId: Id.nullable(),
};

export const listContacts = operation({
  method: "GET",
  path: "/api/v1/contacts",
  does: "Lists contacts by name, or searches name, address and company as one types.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({
    ...search,
    companyId: Id.optional(),
    /** Only those who have an e-mail address, or none. */
    hasEmail: z.boolean().optional(),
  }),
  output: page(Contact),
  refusals: ["cursor_invalid"],
});

export const readContact = operation({
  method: "GET",
  path: "/api/v1/contacts/{id}",
  does: "Reads a contact. The id of one that was merged answers the one that stayed.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: Contact,
  refusals: ["contact_not_found"],
});

export const createContact = operation({
  method: "POST",
  path: "/api/v1/contacts",
  does: "Makes a contact. An address that belongs to somebody is refused with `contactId` and `contactName`. Without `companyId` the company is found by the domain of the first address; null = none.",
  needs: "service",
  scope: "contacts.write",
  status: 201,
  input: z.object({
    name: contactFields.name,
    emails: contactFields.emails.default([]),
    phones: contactFields.phones.default([]),
    jobTitle: contactFields.jobTitle.default(null),
    companyId: contactFields.companyId.optional(),
    ownerId: contactFields.ownerId.default(null),
    properties: PropertyValues.optional(),
  }),
  output: Contact,
  refusals: [
    "email_taken",
    "company_not_found",
    "owner_unknown",
    "owner_without_access",
    "attachment_unknown",
    "properties_missing",
  ],
});

export const updateContact = operation({
  method: "PATCH",
  path: "/api/v1/contacts/{id}",
  does: "Changes a contact.",
  needs: "service",
  scope: "contacts.write",
  input: z
    .object({ id: Id, properties: PropertyValues.optional() })
    .extend(z.object(contactFields).partial().shape),
  output: Contact,
  refusals: [
    "contact_not_found",
    "email_taken",
    "company_not_found",
    "attachment_unknown",
    "properties_missing",
    "owner_unknown",
    "owner_without_access",
  ],
});

export const deleteContact = operation({
  method: "DELETE",
  path: "/api/v1/contacts/{id}",
  does: "Deletes a contact: no list shows it any more and its addresses are free. Its tickets keep its name.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["contact_not_found"],
});

export const restoreContact = operation({
  method: "POST",
  path: "/api/v1/contacts/{id}/restore",
  does: "Takes a deleted contact back, with those of its addresses that nobody has taken meanwhile.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: Contact,
  refusals: ["contact_not_found"],
});

export const listCompanies = operation({
  method: "GET",
  path: "/api/v1/companies",
  does: "Lists companies by name, or searches name and domain as one types.",
  needs: "service",
  scope: "contacts.read",
  input: z.object(search),
  output: page(Company),
  refusals: ["cursor_invalid"],
});

export const readCompany = operation({
  method: "GET",
  path: "/api/v1/companies/{id}",
  does: "Reads a company. The id of one that was merged answers the one that stayed.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: Company,
  refusals: ["company_not_found"],
});

export const createCompany = operation({
  method: "POST",
  path: "/api/v1/companies",
  does: "Makes a company.",
  needs: "service",
  scope: "contacts.write",
  status: 201,
  input: z.object({
    name: companyFields.name,
    domains: companyFields.domains.default([]),
    ownerId: companyFields.ownerId.default(null),
    properties: PropertyValues.optional(),
  }),
  output: Company,
  refusals: [
    "domain_taken",
    "owner_unknown",
    "owner_without_access",
    "attachment_unknown",
    "properties_missing",
  ],
});

export const updateCompany = operation({
  method: "PATCH",
  path: "/api/v1/companies/{id}",
  does: "Changes a company.",
  needs: "service",
  scope: "contacts.write",
  input: z
    .object({ id: Id, properties: PropertyValues.optional() })
    .extend(z.object(companyFields).partial().shape),
  output: Company,
  refusals: [
    "company_not_found",
    "domain_taken",
    "owner_unknown",
    "owner_without_access",
    "attachment_unknown",
    "properties_missing",
  ],
});

export const deleteCompany = operation({
  method: "DELETE",
  path: "/api/v1/companies/{id}",
  does: "Deletes a company: no list shows it any more, its contacts are without one. Its tickets keep its name.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["company_not_found"],
});

export const restoreCompany = operation({
  method: "POST",
  path: "/api/v1/companies/{id}/restore",
  does: "Takes a deleted company back, with its contacts and those of its domains that nobody has taken meanwhile.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: Company,
  refusals: ["company_not_found"],
});
