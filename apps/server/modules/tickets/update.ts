/** Changing a ticket: each field that differs, with a line of history. */
import type { InputOf } from "#contract/operation.ts";
import type { Ticket as Answer, updateTicket as contract } from "#contract/tickets.ts";
import { isHidden } from "#modules/people";
import { holdPipeline, statusOf } from "#modules/pipelines";
import { keepValues } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { refuse } from "#platform/refusal.ts";
import { lockTicket } from "./access.ts";
import { beginFollowing } from "./follow.ts";
import { byAgent, causeOf, record, type Step } from "./history.ts";
import { stepsTo } from "./carry.ts";
import { pass, placeIn, whyNotThere } from "./gate.ts";
import { namedTeams, ownerFrom, teamNames, teamsWith } from "./owner.ts";
import { contactIdsOf, contactsFor, refuseUnknownCompany, replaceContacts } from "./people.ts";
import {
  changedProperties,
  type PropertyColumns,
  propertySteps,
  whyMissing,
} from "./properties.ts";
import { answerAfter } from "./read.ts";
import { refuseIfMerged } from "./stale.ts";
import { formerPlace, momentOn, ownerOf, statusColumns, type Ticket } from "./ticket.ts";
import {
  type OwnValues,
  ownValues,
  placeOf,
  refuseUnmet,
  splitProperties,
  touchedBy,
  valueSteps,
} from "./values.ts";

type Change = InputOf<typeof contract>;
/** Columns that change, and the history of it without who and why. */
type Part = { columns: Partial<Ticket>; steps: Omit<Step, "by" | "cause">[] };
const nothing: Part = { columns: {}, steps: [] };

export function updateTicket(call: Call, change: Change): Promise<Answer> {
  const { db, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const ticket = await lockTicket(tx, agent, change.number, "edit");
    refuseIfMerged(ticket);
    const at = momentOn(ticket, now);
    const who = { by: byAgent(agent), cause: causeOf(agent) };
    const { builtIn, own } = splitProperties(change);
    const properties = changedProperties(ticket, builtIn);
    const values = await ownValues(tx, ticket, own, { userId: agent.id, now });
    const touched = touchedBy(properties, values);
    const parts = [
      renamed(ticket, change),
      await moved(tx, call, ticket, {
        change,
        properties: { ...properties, ...values.after },
        at,
      }),
      await given(tx, ticket, change),
      await withContacts(tx, ticket, change),
      await withCompany(tx, ticket, change),
    ];
    const { columns, steps } = together(ticket, parts, { properties, values, who });
    if (Object.keys(columns).length + touched.length === 0) return answerAfter(tx, agent, ticket);
    const statusId = columns.status_id ?? ticket.status_id;
    await refuseUnmet(tx, ticket, { columns: properties, values, statusId }, touched);
    await keepValues(tx, placeOf(ticket), values.changes);
    await tx
      .updateTable("tickets")
      .set({ ...columns, updated_at: at })
      .where("desk_id", "=", ticket.desk_id)
      .where("id", "=", ticket.id)
      .execute();
    await record(tx, ticket, at, steps);
    if (columns.owner_user_id) await beginFollowing(tx, ticket, [columns.owner_user_id], now);
    await announce(tx, call, ticket, columns, touched);
    return answerAfter(tx, agent, ticket);
  });
}

type Properties = {
  properties: PropertyColumns;
  values: OwnValues;
  who: Pick<Step, "by" | "cause">;
};

function together(ticket: Ticket, parts: readonly Part[], { properties, values, who }: Properties) {
  const steps: Step[] = [
    ...parts.flatMap((part) => part.steps.map((step) => ({ ...step, ...who }))),
    ...propertySteps(ticket, properties, who.by, who.cause),
    ...valueSteps(values.changes, who.by, who.cause),
  ];
  const all = parts.map((part) => part.columns);
  const columns: Partial<Ticket> = Object.assign({}, properties, ...all);
  return { columns, steps };
}

function renamed(ticket: Ticket, { name }: Change): Part {
  if (name === undefined || name === ticket.name) return nothing;
  return { columns: { name }, steps: [{ what: "name_changed", from: ticket.name, to: name }] };
}

type Moving = { change: Change; properties: Readonly<Record<string, unknown>>; at: Date };

/** A status belongs to its pipeline: another pipeline without a status begins where its tickets begin. */
async function moved(
  tx: Tx,
  { agent }: Call,
  ticket: Ticket,
  { change, properties, at }: Moving,
): Promise<Part> {
  const { pipelineId = ticket.pipeline_id, statusId } = change;
  if (statusId === undefined && pipelineId === ticket.pipeline_id) return nothing;
  if (isHidden(agent, pipelineId)) throw refuse("pipeline_unknown");
  const pipeline = await holdPipeline(tx, ticket.desk_id, pipelineId);
  const status = statusId ? statusOf(pipeline, statusId) : await placeIn(tx, ticket, pipeline);
  if (status.id === ticket.status_id) return nothing;
  const overridden = pass(agent, change, status, [
    await whyNotThere(tx, ticket, pipeline, status),
    whyMissing(status, ticket, properties),
  ]);
  return {
    columns: { pipeline_id: pipeline.id, ...statusColumns(ticket, { status, pipeline }, at) },
    steps: [...overridden, ...stepsTo(ticket, { pipeline, status })],
  };
}

async function given(tx: Tx, ticket: Ticket, change: Change): Promise<Part> {
  const pipelineId = change.pipelineId ?? ticket.pipeline_id;
  const { desk_id: deskId, owner_user_id: before } = ticket;
  const owner = await ownerFrom(tx, { deskId, pipelineId, before }, change);
  const named = await toTeams(tx, ticket, change);
  if (!owner || ownerOf({ ...ticket, ...owner }) === ownerOf(ticket)) return named;
  const assigned_team_ids = await teamsWith(tx, deskId, owner, ticket.assigned_team_ids);
  const [from, to] = [ownerOf(ticket), ownerOf({ ...ticket, ...owner })];
  return {
    columns: { ...owner, assigned_team_ids, ...named.columns },
    steps: [{ what: "owner_changed", from, to }],
  };
}

/** Teams that are named, whatever follows from the owner. */
async function toTeams(tx: Tx, ticket: Ticket, { assignedTeamIds }: Change): Promise<Part> {
  if (!assignedTeamIds) return nothing;
  const { desk_id: deskId, assigned_team_ids: before } = ticket;
  const after = await namedTeams(tx, deskId, assignedTeamIds);
  if (after.toSorted().join() === before.toSorted().join()) return nothing;
  const [from, to] = [await teamNames(tx, deskId, before), await teamNames(tx, deskId, after)];
  const step = { what: "property_changed" as const, property: "assigned_teams", from, to };
  return { columns: { assigned_team_ids: after }, steps: [step] };
}

/** Who comes first is the main contact: their order counts. */
async function withContacts(
  tx: Tx,
  ticket: Ticket,
  { contactIds, companyId }: Change,
): Promise<Part> {
  if (!contactIds) return nothing;
  const before = await contactIdsOf(tx, ticket);
  const contacts = await contactsFor(tx, ticket.desk_id, contactIds, before);
  const now = contacts.map(({ id }) => id);
  if (now.join() === before.join()) return nothing;
  await replaceContacts(tx, ticket, now);
  const main = contacts[0] ?? null;
  const takesCompany = companyId === undefined && ticket.company_id === null;
  const company = takesCompany && main?.companyId ? ofCompany(ticket, main.companyId) : nothing;
  return {
    columns: { contact_id: main?.id ?? null, ...company.columns },
    steps: [...contactSteps(before, now), ...company.steps],
  };
}

function contactSteps(before: string[], now: string[]): Part["steps"] {
  const added = now.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !now.includes(id));
  const [from = null, to = null] = [before[0], now[0]];
  const movesUp = to !== null && to !== from && before.includes(to);
  return [
    ...added.map((id) => ({ what: "contact_added" as const, to: id })),
    ...removed.map((id) => ({ what: "contact_removed" as const, from: id })),
    ...(movesUp ? [{ what: "main_contact_changed" as const, from, to }] : []),
  ];
}

async function withCompany(tx: Tx, ticket: Ticket, { companyId }: Change): Promise<Part> {
  if (companyId === undefined || companyId === ticket.company_id) return nothing;
  await refuseUnknownCompany(tx, ticket.desk_id, companyId);
  return ofCompany(ticket, companyId);
}

function ofCompany(ticket: Ticket, companyId: string | null): Part {
  const step = { what: "company_changed" as const, from: ticket.company_id, to: companyId };
  return { columns: { company_id: companyId }, steps: [step] };
}

function announce(
  tx: Tx,
  { agent, now }: Call,
  ticket: Ticket,
  columns: Partial<Ticket>,
  touched: readonly string[],
) {
  const moves = "owner_user_id" in columns || columns.pipeline_id !== undefined;
  const ids = {
    ticketId: ticket.id,
    ticketNumber: ticket.number,
    ...(moves ? formerPlace(ticket) : {}),
  };
  const { desk_id: deskId } = ticket;
  const event = {
    deskId,
    at: now,
    ids,
    byUserId: agent.id,
    changed: [...new Set([...Object.keys(columns), ...touched])],
  };
  return publish(tx, { type: "ticket.updated", ...event });
}
