import * as z from "zod";
import { Id } from "./common.ts";
import { Company, Contact } from "./contacts.ts";
import { operation } from "./operation.ts";

/** Fields of which a merge keeps one value; addresses, phones and domains of both stay. */
export const ContactChoice = z.enum(["name", "jobTitle", "companyId", "ownerId"]);
export type ContactChoice = z.infer<typeof ContactChoice>;
export const CompanyChoice = z.enum(["name", "ownerId"]);
export type CompanyChoice = z.infer<typeof CompanyChoice>;

export const mergeContacts = operation({
  method: "POST",
  path: "/api/v1/contacts/{id}/merge",
  does: "Merges another contact into this one: its addresses, phones, tickets and conversations follow, and values of properties that this one lacks. `take` names the values that come from the other one. Its id goes on leading here.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id, mergedId: Id, take: z.array(ContactChoice).max(10).default([]) }),
  output: z.object({ contact: Contact, mergeId: Id }),
  refusals: ["contact_not_found", "merge_self"],
});

export const mergeCompanies = operation({
  method: "POST",
  path: "/api/v1/companies/{id}/merge",
  does: "Merges another company into this one: its domains, contacts and tickets follow, and values of properties that this one lacks. `take` names the values that come from the other one. Its id goes on leading here.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id, mergedId: Id, take: z.array(CompanyChoice).max(10).default([]) }),
  output: z.object({ company: Company, mergeId: Id }),
  refusals: ["company_not_found", "merge_self"],
});

export const undoMerge = operation({
  method: "POST",
  path: "/api/v1/merges/{id}/undo",
  does: "Takes a merge back: both are there again, each with what it had. What was changed or added since stays with the one that stayed.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: z.object({ kind: z.enum(["contact", "company"]), survivorId: Id, mergedId: Id }),
  refusals: ["merge_not_found", "merge_changed"],
});

export const listContactDoubles = operation({
  method: "GET",
  path: "/api/v1/contacts/{id}/doubles",
  does: "Lists contacts that are likely this one again, with why: same name and company, same phone, look-alike address.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: z.object({
    items: z.array(
      z.object({ contact: Contact, reasons: z.array(z.enum(["name", "phone", "address"])) }),
    ),
    nextCursor: z.null(),
  }),
  refusals: ["contact_not_found"],
});

export const listCompanyDoubles = operation({
  method: "GET",
  path: "/api/v1/companies/{id}/doubles",
  does: "Lists companies that are likely this one again, with why: same name, look-alike domain.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: z.object({
    items: z.array(z.object({ company: Company, reasons: z.array(z.enum(["name", "domain"])) })),
    nextCursor: z.null(),
  }),
  refusals: ["company_not_found"],
});
