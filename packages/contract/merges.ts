import * as z from "zod";
import { Id } from "./common.ts";
import { Company, Contact } from "./contacts.ts";
import { OwnField } from "./forms.ts";
import { operation } from "./operation.ts";

/** What a merge can take from the contact that goes: all addresses and phones stay, the choice says whose stands first. */
export const ContactChoice = z.union([
  z.enum(["name", "jobTitle", "companyId", "ownerId", "email", "phone"]),
  OwnField,
]);
export type ContactChoice = z.infer<typeof ContactChoice>;

/** What a merge can take from the company that goes: all domains stay, the choice says whose stands first. */
export const CompanyChoice = z.union([z.enum(["name", "ownerId", "domain"]), OwnField]);
export type CompanyChoice = z.infer<typeof CompanyChoice>;

/** Own properties that this one lacks and that stay empty: all others are filled from the one that goes. */
const leave = z.array(OwnField).max(500).default([]);
export type LeaveChoice = z.infer<typeof OwnField>;

export const mergeContacts = operation({
  method: "POST",
  path: "/api/v1/contacts/{id}/merge",
  does: "Merges another contact into this one: its addresses, phones, tickets, deals and conversations follow, and values of properties that this one lacks, but for those in `leave`. `take` names the values that come from the other one; `email` and `phone` say that its first one stands first. Its id goes on leading here.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({
    ...{ id: Id, mergedId: Id, leave },
    take: z.array(ContactChoice).max(500).default([]),
  }),
  output: z.object({ contact: Contact, mergeId: Id }),
  refusals: ["contact_not_found", "merge_self", "property_unknown", "properties_missing"],
});

export const mergeCompanies = operation({
  method: "POST",
  path: "/api/v1/companies/{id}/merge",
  does: "Merges another company into this one: its domains, contacts, tickets and deals follow, and values of properties that this one lacks, but for those in `leave`. `take` names the values that come from the other one; `domain` says that its first one stands first. Its id goes on leading here.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({
    ...{ id: Id, mergedId: Id, leave },
    take: z.array(CompanyChoice).max(500).default([]),
  }),
  output: z.object({ company: Company, mergeId: Id }),
  refusals: ["company_not_found", "merge_self", "property_unknown", "properties_missing"],
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
  does: "Lists companies that are likely this one again, with why: same or similar name, look-alike domain.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: z.object({
    items: z.array(z.object({ company: Company, reasons: z.array(z.enum(["name", "domain"])) })),
    nextCursor: z.null(),
  }),
  refusals: ["company_not_found"],
});
