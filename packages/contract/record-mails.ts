import { Id } from "./common.ts";
import { operation } from "./operation.ts";
import { writeToContact } from "./replies.ts";

const { input, output, refusals } = writeToContact;

export const writeFromCompany = operation({
  method: "POST",
  path: "/api/v1/companies/{companyId}/mails",
  does: "Writes a mail to one of a company's contacts from the company's record: as from the contact's own, and the new ticket is the company's.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: input.extend({ companyId: Id }),
  output,
  refusals: [...refusals, "company_not_found", "contact_elsewhere"],
});

export const writeFromDeal = operation({
  method: "POST",
  path: "/api/v1/deals/{dealId}/mails",
  does: "Writes a mail to one of a deal's contacts from the deal's record: as from the contact's own, and the new ticket is about the deal, for its company.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: input.extend({ dealId: Id }),
  output,
  refusals: [...refusals, "deal_not_found", "contact_elsewhere"],
});
