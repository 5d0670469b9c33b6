/** What a text can be filled with on a ticket, as whoever writes reads it. null = nobody knows it. */
import type { Locale } from "#contract/common.ts";
import type { Token } from "#contract/content.ts";
import type { DealStage } from "#contract/deals.ts";
import { RecordKind } from "#contract/properties.ts";
import { companyDetails, type ContactDetails, contactDetails } from "#modules/contacts";
import { type DealDetails, dealOfTicket } from "#modules/deals";
import { type Ways, waysOf } from "#modules/people";
import { pipelineWithStatuses, statusOf } from "#modules/pipelines";
import { dayInWords, valuesInWords } from "#modules/properties";
import { findTicket } from "#modules/tickets";
import type { Call } from "#platform/call.ts";

export type Values = Readonly<Record<string, string | null>>;

/** @throws Refusal ticket_not_found */
export async function valuesOn(call: Call, number: number): Promise<Values> {
  const { db, desk, agent } = call;
  const ticket = await findTicket(db, agent, number);
  const pipeline = await pipelineWithStatuses(db, desk.id, ticket.pipeline_id);
  const ways = await waysOf(db, desk.id, agent.id);
  const { contact_id: contactId } = ticket;
  const contact = contactId ? await contactDetails(db, desk.id, contactId) : null;
  const companyId = ticket.company_id ?? contact?.companyId ?? null;
  const company = companyId ? await companyDetails(db, desk.id, companyId) : null;
  const deal = await dealOfTicket(db, agent, ticket.id);
  const known: Record<Token, string | null> = {
    ...contactValues(contact),
    "company.name": company?.name ?? null,
    "company.domain": company?.domain ?? null,
    "ticket.number": `#${ticket.number}`,
    "ticket.name": ticket.name,
    "ticket.status": statusOf(pipeline, ticket.status_id).name,
    "ticket.priority": ticket.priority,
    "ticket.category": ticket.category,
    ...dealValues(deal, ways),
    "sender.name": agent.name,
    "sender.first_name": firstWord(agent.name),
    "sender.email": agent.email,
    "desk.name": desk.name,
  };
  const ids = { ticket: ticket.id, contact: contactId, company: companyId, deal: deal?.id ?? null };
  // What every record has goes before a property of the same name.
  return { ...(await ownValues(call, ways, ids, ticket)), ...known };
}

type Ids = Record<RecordKind, string | null>;
type Columns = Pick<Awaited<ReturnType<typeof findTicket>>, "priority" | "category">;

/** The desk's own properties, as `kind.name`. */
async function ownValues(
  { db, desk }: Call,
  ways: Ways,
  ids: Ids,
  { priority, category }: Columns,
): Promise<Values> {
  const pairs: [string, string][] = [];
  for (const kind of RecordKind.options) {
    const id = ids[kind];
    if (!id) continue;
    // Conditions may ask the choices that every ticket has.
    const builtIn = kind === "ticket" ? { priority, category } : {};
    const words = await valuesInWords(db, { deskId: desk.id, kind, id }, builtIn, ways);
    for (const [name, said] of Object.entries(words)) pairs.push([`${kind}.${name}`, said]);
  }
  return Object.fromEntries(pairs);
}

function contactValues(contact: ContactDetails | null) {
  const named = contact && contact.name !== contact.email ? contact.name : null;
  return {
    "contact.name": named,
    "contact.first_name": firstWord(named),
    "contact.email": contact?.email ?? null,
    "contact.phone": contact?.phone ?? null,
    "contact.job_title": contact?.jobTitle ?? null,
  };
}

function dealValues(deal: DealDetails | null, { locale }: Ways) {
  return {
    "deal.name": deal?.name ?? null,
    "deal.amount": deal ? moneyIn(deal, locale) : null,
    "deal.stage": deal ? stages[locale][deal.stage] : null,
    "deal.close_date": deal?.closeOn ? dayInWords(deal.closeOn, locale) : null,
  };
}

function moneyIn({ amount, currency }: DealDetails, locale: Locale): string | null {
  const whole = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
  return amount?.toLocaleString(locale, { style: "currency", currency, ...whole }) ?? null;
}

const stages: Record<Locale, Record<DealStage, string>> = {
  en: {
    ...{ new: "New", qualified: "Qualified", proposal: "Proposal" },
    ...{ negotiation: "Negotiation", won: "Won", lost: "Lost" },
  },
  it: {
    ...{ new: "Nuova", qualified: "Qualificata", proposal: "Offerta inviata" },
    ...{ negotiation: "In negoziazione", won: "Vinta", lost: "Persa" },
  },
};

function firstWord(name: string | null): string | null {
  return name?.trim().split(/\s+/)[0] ?? null;
}
