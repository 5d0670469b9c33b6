import * as z from "zod";
import { Email, Id, Line, Moment, Text } from "./common.ts";
import { operation, page, paging } from "./operation.ts";

/** A person who writes in. `email` is the first of `emails`; both are empty for somebody known by phone only. */
export const Contact = z.object({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  emails: z.array(z.string()),
  phone: z.string().nullable(),
  jobTitle: z.string().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  createdAt: Moment,
  openTickets: z.int(),
});
export type Contact = z.infer<typeof Contact>;

export const Company = z.object({
  id: Id,
  name: z.string(),
  domain: z.string().nullable(),
  createdAt: Moment,
  openTickets: z.int(),
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
  emails: z.array(Email).max(20),
  phone: Text(50).nullable(),
  jobTitle: Text(200).nullable(),
  companyId: Id.nullable(),
};

export const listContacts = operation({
  method: "GET",
  path: "/api/v1/contacts",
  does: "Lists contacts by name, or searches name, address and company as one types.",
  needs: "service",
  scope: "contacts.read",
  input: z.object(search),
  output: page(Contact),
  refusals: ["cursor_invalid"],
});

export const readContact = operation({
  method: "GET",
  path: "/api/v1/contacts/{id}",
  does: "Reads a contact.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: Contact,
  refusals: ["contact_not_found"],
});

export const createContact = operation({
  method: "POST",
  path: "/api/v1/contacts",
  does: "Makes a contact. An address that belongs to somebody is refused with `contactId`.",
  needs: "service",
  scope: "contacts.write",
  status: 201,
  input: z.object({
    name: contactFields.name,
    emails: contactFields.emails.default([]),
    phone: contactFields.phone.default(null),
    jobTitle: contactFields.jobTitle.default(null),
    companyId: contactFields.companyId.default(null),
  }),
  output: Contact,
  refusals: ["email_taken", "company_not_found"],
});

export const updateContact = operation({
  method: "PATCH",
  path: "/api/v1/contacts/{id}",
  does: "Changes a contact.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }).extend(z.object(contactFields).partial().shape),
  output: Contact,
  refusals: ["contact_not_found", "email_taken", "company_not_found"],
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
  does: "Reads a company.",
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
  input: z.object({ name: Line(200), domain: Domain.nullable().default(null) }),
  output: Company,
  refusals: ["domain_taken"],
});

export const updateCompany = operation({
  method: "PATCH",
  path: "/api/v1/companies/{id}",
  does: "Changes a company.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id, name: Line(200).optional(), domain: Domain.nullable().optional() }),
  output: Company,
  refusals: ["company_not_found", "domain_taken"],
});
