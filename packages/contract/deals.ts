import * as z from "zod";
import { Id, Line, Moment, Text, TicketNumber } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";
import { PropertyValues } from "./properties.ts";

/** One simple pipeline for everybody: five steps forward, and the two ways in which it ends. */
export const DealStage = z.enum(["new", "qualified", "proposal", "negotiation", "won", "lost"]);
export type DealStage = z.infer<typeof DealStage>;

/** Something that may be sold: to whom, for how much, how far it has come. */
export const Deal = z.object({
  id: Id,
  name: z.string(),
  /** In units of the currency, with at most two decimals; null = not known yet. */
  amount: z.number().nullable(),
  /** ISO 4217, as `EUR`. */
  currency: z.string(),
  stage: DealStage,
  /** The day on which it closed or should: `2026-12-24`. */
  closeOn: z.iso.date().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  contacts: z.array(z.object({ id: Id, name: z.string(), email: z.string().nullable() })),
  /** Those of its tickets that I may see. */
  tickets: z.array(z.object({ number: TicketNumber, name: z.string(), statusId: Id })),
  ownerId: Id.nullable(),
  createdAt: Moment,
  /** Those that the desk defined, where they have a value. */
  properties: PropertyValues,
});
export type Deal = z.infer<typeof Deal>;

const Cents = z
  .number()
  .min(0)
  .max(999_999_999_999)
  .refine((amount) => Math.abs(Math.round(amount * 100) - amount * 100) < 1e-4, {
    error: "Use at most two decimals.",
  });

const fields = {
  name: Line(200),
  amount: Cents.nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  stage: DealStage,
  closeOn: z.iso.date().nullable(),
  companyId: Id.nullable(),
  contactIds: z.array(Id).max(50),
  ownerId: Id.nullable(),
};

export const listDeals = operation({
  method: "GET",
  path: "/api/v1/deals",
  does: "Lists deals by name, or searches name and company as one types; those of a contact, a company or a ticket.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({
    q: Text(200).optional(),
    contactId: Id.optional(),
    companyId: Id.optional(),
    ticketNumber: TicketNumber.optional(),
    ...paging,
  }),
  output: page(Deal),
  refusals: ["cursor_invalid", "ticket_not_found"],
});

export const readDeal = operation({
  method: "GET",
  path: "/api/v1/deals/{id}",
  does: "Reads a deal.",
  needs: "service",
  scope: "contacts.read",
  input: z.object({ id: Id }),
  output: Deal,
  refusals: ["deal_not_found"],
});

export const createDeal = operation({
  method: "POST",
  path: "/api/v1/deals",
  does: "Makes a deal.",
  needs: "service",
  scope: "contacts.write",
  status: 201,
  input: z.object({
    name: fields.name,
    amount: fields.amount.default(null),
    currency: fields.currency.default("EUR"),
    stage: fields.stage.default("new"),
    closeOn: fields.closeOn.default(null),
    companyId: fields.companyId.default(null),
    contactIds: fields.contactIds.default([]),
    ownerId: fields.ownerId.default(null),
    properties: PropertyValues.optional(),
  }),
  output: Deal,
  refusals: [
    "company_not_found",
    "contact_not_found",
    "owner_unknown",
    "owner_without_access",
    "attachment_unknown",
    "properties_missing",
  ],
});

export const updateDeal = operation({
  method: "PATCH",
  path: "/api/v1/deals/{id}",
  does: "Changes a deal.",
  needs: "service",
  scope: "contacts.write",
  input: z
    .object({ id: Id, properties: PropertyValues.optional() })
    .extend(z.object(fields).partial().shape),
  output: Deal,
  refusals: [
    "deal_not_found",
    "company_not_found",
    "contact_not_found",
    "owner_unknown",
    "owner_without_access",
    "attachment_unknown",
    "properties_missing",
  ],
});

export const deleteDeal = operation({
  method: "DELETE",
  path: "/api/v1/deals/{id}",
  does: "Deletes a deal: no list and no ticket shows it any more.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["deal_not_found"],
});

export const restoreDeal = operation({
  method: "POST",
  path: "/api/v1/deals/{id}/restore",
  does: "Takes a deleted deal back, as it was.",
  needs: "service",
  scope: "contacts.write",
  input: z.object({ id: Id }),
  output: Deal,
  refusals: ["deal_not_found"],
});

const onTicket = z.object({ id: Id, number: TicketNumber });

export const addDealToTicket = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/deals/{id}",
  does: "Associates a deal with a ticket.",
  needs: "service",
  scope: "tickets.write",
  input: onTicket,
  output: nothing,
  refusals: ["ticket_not_found", "edit_forbidden", "ticket_merged", "deal_not_found"],
});

export const removeDealFromTicket = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/deals/{id}",
  does: "Takes a deal off a ticket.",
  needs: "service",
  scope: "tickets.write",
  input: onTicket,
  output: nothing,
  refusals: ["ticket_not_found", "edit_forbidden", "ticket_merged", "deal_not_found"],
});
