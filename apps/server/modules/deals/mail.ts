/** A mail to one of a deal's contacts: the ticket that it opens is about the deal, and for its company. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { writeFromDeal as contract } from "#contract/record-mails.ts";
import { companyById } from "#modules/contacts";
import { correspondent, writeFirst } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { attachDeal } from "./attach.ts";
import { lockDeal } from "./write.ts";

export function writeFromDeal(
  call: Call,
  input: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const { dealId: id, contactId } = input;
  return writeFirst(call, input, {
    find: async (tx) => {
      const deal = await lockDeal(tx, call, id);
      const contact = await correspondent(tx, call, contactId);
      if (!deal.contacts?.some((one) => one.id === contact.id)) throw refuse("contact_elsewhere");
      const company = deal.company_id && (await companyById(tx, call.desk.id, deal.company_id));
      return { contact, companyId: company ? company.id : contact.companyId };
    },
    associate: (tx, number) => attachDeal(tx, call, { id, number }),
  });
}
