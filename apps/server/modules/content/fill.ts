/** Filling a text from the ticket it is inserted on. What nobody knows stays visible as a mark. */
import type * as contract from "#contract/content.ts";
import { missingMark, type Token, tokens } from "#contract/content.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { cleanReplyHtml, escapeHtml } from "#mail/sanitize.ts";
import { companyDetails, contactDetails } from "#modules/contacts";
import { pipelineWithStatuses, statusOf } from "#modules/pipelines";
import { findTicket } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { findSnippet } from "./snippet.ts";
import { findTemplate } from "./template.ts";

export async function fillSnippet(
  call: Call,
  { number, id }: InputOf<typeof contract.fillSnippet>,
): Promise<OutputOf<typeof contract.fillSnippet>> {
  const values = await valuesOn(call, number);
  const { html } = await findSnippet(call.db, call.agent.deskId, id);
  return filledHtml(html, values);
}

export async function fillTemplate(
  call: Call,
  { number, id }: InputOf<typeof contract.fillTemplate>,
): Promise<OutputOf<typeof contract.fillTemplate>> {
  const values = await valuesOn(call, number);
  const template = await findTemplate(call.db, call.agent.deskId, id);
  const subject = filled(template.subject, values, (value) => value.replaceAll(/\s+/g, " "));
  const body = filledHtml(template.html, values);
  return {
    ...body,
    subject: subject.text.slice(0, 500),
    missing: once(subject.missing, body.missing),
  };
}

type Values = Readonly<Record<Token, string | null>>;

async function valuesOn({ db, desk, agent }: Call, number: number): Promise<Values> {
  const ticket = await findTicket(db, agent, number);
  const { desk_id: deskId } = ticket;
  const contact = ticket.contact_id ? await contactDetails(db, deskId, ticket.contact_id) : null;
  const companyId = ticket.company_id ?? contact?.companyId;
  const company = companyId ? await companyDetails(db, deskId, companyId) : null;
  const pipeline = await pipelineWithStatuses(db, deskId, ticket.pipeline_id);
  const named = contact && contact.name !== contact.email ? contact.name : null;
  return {
    "contact.name": named,
    "contact.first_name": firstWord(named),
    "contact.email": contact?.email ?? null,
    "contact.phone": contact?.phone ?? null,
    "contact.job_title": contact?.jobTitle ?? null,
    "company.name": company?.name ?? null,
    "company.domain": company?.domain ?? null,
    "ticket.number": `#${ticket.number}`,
    "ticket.name": ticket.name,
    "ticket.status": statusOf(pipeline, ticket.status_id).name,
    "ticket.priority": ticket.priority,
    "ticket.category": ticket.category,
    "sender.name": agent.name,
    "sender.first_name": firstWord(agent.name),
    "sender.email": agent.email,
    "desk.name": desk.name,
  };
}

function firstWord(name: string | null): string | null {
  return name?.trim().split(/\s+/)[0] ?? null;
}

function filledHtml(html: string, values: Values) {
  const { text, missing } = filled(html, values, escapeHtml);
  // A value may have come to stand in an address: it is cleaned as a whole.
  return { html: cleanReplyHtml(text), missing: once(missing) };
}

function filled(text: string, values: Values, escape: (value: string) => string) {
  const missing: string[] = [];
  const whole = text.replaceAll(/\{\{\s{0,9}([a-z_.]{1,60})\s{0,9}\}\}/gi, (_, name: string) => {
    const token = tokens.find((one) => one === name.toLowerCase());
    const value = token ? values[token]?.trim() : "";
    if (value) return escape(value);
    missing.push(name.toLowerCase());
    return missingMark(name);
  });
  return { text: whole, missing };
}

function once(...lists: string[][]): string[] {
  return [...new Set(lists.flat())];
}
