/** Making a ticket by hand: without a conversation, which begins with the first reply. */
import type { InputOf } from "#contract/operation.ts";
import type { createTicket as contract, Ticket } from "#contract/tickets.ts";
import { nextTicketNumber } from "#modules/desks";
import { isHidden, mayOnTicket } from "#modules/people";
import { holdPipeline, pipelinesOf, statusOf, whyNotBegin } from "#modules/pipelines";
import { keepValues, missingOnForm } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { byAgent, causeOf, record } from "./history.ts";
import { nobody, type OwnerColumns, ownerFrom, teamsWith } from "./owner.ts";
import { contactsFor, keepContacts, refuseUnknownCompany } from "./people.ts";
import { pass } from "./gate.ts";
import { whyMissing } from "./properties.ts";
import { keepPulls, refuseStrangers } from "./pull.ts";
import { answerAfter, ticketAnswer } from "./read.ts";
import { hashOf, writingOnce } from "./repeat.ts";
import { ownValues, placeOf, refuseUnmet, splitProperties } from "./values.ts";

type Input = InputOf<typeof contract>;

export function createTicket(call: Call, input: Input): Promise<Ticket> {
  const { db, desk, agent, now } = call;
  const id = input.id ?? newId(now.getTime());
  const hash = hashOf(agent.id, input);
  const write = () =>
    db.transaction().execute(async (tx) => {
      const place = { desk_id: desk.id, id };
      const earlier = await earlierNumber(tx, place, hash);
      if (earlier !== null) return ticketAnswer(tx, agent, earlier);
      await refuseIncomplete(tx, call, input);
      const columns = await columnsFor(tx, call, place, input);
      const { contacts, overridden, values, ...ticket } = columns;
      // The counter makes others wait until our commit, so everything that only reads came before.
      const number = await nextTicketNumber(tx, desk.id);
      await tx
        .insertInto("tickets")
        .values({ ...place, number, ...ticket, created_hash: hash })
        .execute();
      await keepContacts(tx, place, contacts);
      await keepValues(tx, placeOf(place), values.changes);
      await keepPulls(tx, place, input.pull ?? [], now);
      const who = { cause: causeOf(agent), by: byAgent(agent) };
      const steps = [{ what: "created" as const }, ...overridden];
      await record(
        tx,
        place,
        now,
        steps.map((step) => ({ ...step, ...who })),
      );
      const ids = { ticketId: id, ticketNumber: number };
      const event = { deskId: desk.id, at: now, ids, byUserId: agent.id };
      await publish(tx, { type: "ticket.created", ...event });
      return answerAfter(tx, agent, place);
    });
  return writingOnce(write, "tickets_pkey");
}

/** @throws Refusal id_reused when the id is another ticket's */
async function earlierNumber(tx: Tx, place: { desk_id: string; id: string }, hash: Buffer) {
  const earlier = await tx
    .selectFrom("tickets")
    .select(["number", "created_hash"])
    .where("desk_id", "=", place.desk_id)
    .where("id", "=", place.id)
    .executeTakeFirst();
  if (!earlier) return null;
  if (!earlier.created_hash?.equals(hash)) throw refuse("id_reused");
  return earlier.number;
}

/** The form speaks to people at the panel; a program that makes tickets has its own. */
async function refuseIncomplete(tx: Tx, { desk, agent }: Call, input: Input) {
  if (agent.sessionId === null) return;
  const { contactIds: contacts, companyId: company, ownerId: owner, statusId: status } = input;
  const { builtIn, own } = splitProperties(input);
  // A pipeline that is left out is the default one.
  const values = {
    ...own,
    ...builtIn,
    name: input.name,
    source: input.source,
    contacts,
    company,
    owner,
    status,
    pipeline: "default",
  };
  const missing = await missingOnForm(tx, desk.id, values);
  if (missing.length > 0) throw refuse("form_incomplete", { missing });
}

/** The pipeline that was named, or the only one that this agent may use. */
async function pipelineIdFor(tx: Tx, { desk, agent }: Call, { pipelineId }: Input) {
  if (pipelineId !== undefined && !isHidden(agent, pipelineId)) return pipelineId;
  const all = pipelineId === undefined ? await pipelinesOf(tx, desk.id) : [];
  const [first, ...others] = all.filter(({ id }) => !isHidden(agent, id));
  if (!first) throw refuse("pipeline_unknown");
  if (others.length > 0) throw refuse("pipeline_unclear");
  return first.id;
}

async function columnsFor(
  tx: Tx,
  call: Call,
  place: { desk_id: string; id: string },
  input: Input,
) {
  const { desk, agent, now } = call;
  const { builtIn, own } = splitProperties(input);
  const pipeline = await holdPipeline(tx, desk.id, await pipelineIdFor(tx, call, input));
  const status = statusOf(pipeline, input.statusId);
  const properties = emptyAsNull(builtIn);
  const values = await ownValues(tx, place, own, { userId: agent.id, now });
  const overridden = pass(agent, input, status, [
    whyNotBegin(pipeline, status),
    whyMissing(status, {}, { ...properties, ...values.after }),
  ]);
  const asked = { columns: properties, values, statusId: status.id };
  await refuseUnmet(tx, { desk_id: desk.id }, asked, "all");
  const within = { deskId: desk.id, pipelineId: pipeline.id };
  const owner = ownerBy(agent, pipeline.id, await ownerFrom(tx, within, input));
  const contacts = await contactsFor(tx, desk.id, input.contactIds);
  const companyId = input.companyId ?? contacts[0]?.companyId ?? null;
  await refuseUnknownCompany(tx, desk.id, input.companyId);
  refuseStrangers(input.pull ?? [], input.contactIds, companyId);
  const open = status.kind === "open";
  return {
    ...properties,
    ...owner,
    assigned_team_ids: await teamsWith(tx, desk.id, owner, []),
    name: input.name,
    ...{ pipeline_id: pipeline.id, status_id: status.id, open },
    source: input.source ?? (agent.sessionId ? ("manual" as const) : ("api" as const)),
    contact_id: contacts[0]?.id ?? null,
    company_id: companyId,
    ...momentsOf(open, now),
    contacts: contacts.map(({ id }) => id),
    overridden,
    values,
  };
}

function momentsOf(open: boolean, now: Date) {
  const closed_at = open ? null : now;
  return { active_at: now, created_at: now, updated_at: now, closed_at, last_closed_at: closed_at };
}

function emptyAsNull({
  priority = null,
  category,
  description,
  resolution,
}: ReturnType<typeof splitProperties>["builtIn"]) {
  return {
    priority,
    category: category || null,
    description: description || null,
    resolution: resolution || null,
  };
}

/** Nobody owns a new ticket, unless its maker may only touch their own. @throws Refusal edit_forbidden */
function ownerBy(
  agent: Call["agent"],
  pipeline_id: string,
  named: OwnerColumns | undefined,
): OwnerColumns {
  const owner = named ?? nobody;
  if (mayOnTicket(agent, "edit", { ...owner, pipeline_id })) return owner;
  const own = { owner_user_id: agent.id, owner_team_id: null };
  if (named === undefined && mayOnTicket(agent, "edit", { ...own, pipeline_id })) return own;
  throw refuse("edit_forbidden");
}
