/** A ticket as a list shows it, for one reader: one statement, whatever the list. */
import { type Selectable, sql } from "kysely";
import type { TicketSummary } from "#contract/tickets.ts";
import type { DraftKind } from "#contract/drafts.ts";
import { companyName, contactEmail, contactName } from "#modules/contacts";
import type { Agent } from "#platform/call.ts";
import { asText, type Db, type Tx } from "#platform/db.ts";
import type { Tickets } from "#platform/schema.gen.ts";
import { htmlToText } from "#mail/html-text.ts";
import { type TicketQuery, visibleTickets } from "./access.ts";
import { previewOf } from "./ticket.ts";

/** Tickets that this agent may see, with what they have read and drafted. Add conditions, order and limit. */
export function summaryRows(db: Db | Tx, agent: Agent) {
  return withSummary(visibleTickets(db, agent), agent);
}

export function withSummary(base: TicketQuery, agent: Agent) {
  return base
    .select(card.as("company_name"))
    .$castTo<Card>()
    .select([isUnread(agent).as("unread"), draftOf(agent).as("draft")]);
}

const columns = [
  ...(["id", "number", "name", "pipeline_id", "status_id", "open", "priority", "source"] as const),
  ...(["owner_user_id", "owner_team_id", "channel_id", "contact_id", "company_id"] as const),
  "assigned_team_ids" as const,
  ...(["preview", "newest_message_id", "newest_message_at", "newest_direction"] as const),
  ...(["active_at", "created_at", "closed_at"] as const),
] as const;

type Card = Pick<Selectable<Tickets>, (typeof columns)[number]> & {
  contact_name: string | null;
  contact_email: string | null;
  company_name: string | null;
};

/** What is the same for every reader, as one piece of text: its twenty parts are not put together for each list. */
const card = asText<string | null>(sql`
  ${sql.join(columns.map((name) => sql.ref(`tickets.${name}`)))},
  ${contactName(sql.ref("tickets.desk_id"), sql.ref("tickets.contact_id"))} as contact_name,
  ${contactEmail(sql.ref("tickets.desk_id"), sql.ref("tickets.contact_id"))} as contact_email,
  ${companyName(sql.ref("tickets.desk_id"), sql.ref("tickets.company_id"))}`);

export type SummaryRow = Awaited<ReturnType<ReturnType<typeof summaryRows>["execute"]>>[number];

/** The tickets among these that the agent may see, in the order asked. */
export async function summariesOf(
  db: Db | Tx,
  agent: Agent,
  ids: readonly string[],
): Promise<TicketSummary[]> {
  if (ids.length === 0) return [];
  const rows = await summaryRows(db, agent)
    .where("tickets.id", "in", [...ids])
    .execute();
  const found = new Map(rows.map((row) => [row.id, toSummary(row)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/**
 * A customer wrote last and I have not opened it since. A mark from the epoch stands for "marked unread by hand",
 * which holds whoever wrote last; there are few of them, so they are read once and not for each row.
 */
export function isUnread(agent: Pick<Agent, "id" | "deskId">) {
  return sql<boolean>`(
    (tickets.newest_direction is not distinct from 'incoming' and not exists (
      select from ticket_reads r
      where r.desk_id = tickets.desk_id and r.user_id = ${agent.id} and r.ticket_id = tickets.id
        and r.read_at >= tickets.newest_message_at))
    or tickets.id in (
      select r.ticket_id from ticket_reads r
      where r.desk_id = ${agent.deskId} and r.user_id = ${agent.id} and r.read_at = 'epoch'))`;
}

export function hasDraft(agent: Pick<Agent, "id">) {
  return sql<boolean>`exists (
    select from drafts d where d.desk_id = tickets.desk_id and d.user_id = ${agent.id} and d.ticket_id = tickets.id)`;
}

/** Few tickets have one: which, is read once and not for each row. */
function draftOf(agent: Pick<Agent, "id" | "deskId">) {
  return sql<{ kind: DraftKind; html: string } | null>`case when tickets.id in (
    select d.ticket_id from drafts d where d.desk_id = ${agent.deskId} and d.user_id = ${agent.id}) then (
    select json_build_object('kind', d.kind, 'html', left(d.html, 2000)) from drafts d
    where d.desk_id = tickets.desk_id and d.user_id = ${agent.id} and d.ticket_id = tickets.id
    order by d.updated_at desc limit 1) end`;
}

export function toSummary(row: SummaryRow): TicketSummary {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    pipelineId: row.pipeline_id,
    statusId: row.status_id,
    open: row.open,
    ownerType: row.owner_user_id ? "user" : row.owner_team_id ? "team" : null,
    ownerId: row.owner_user_id ?? row.owner_team_id,
    assignedTeamIds: row.assigned_team_ids,
    priority: row.priority,
    source: row.source,
    channelId: row.channel_id,
    contact:
      row.contact_id === null || row.contact_name === null
        ? null
        : { id: row.contact_id, name: row.contact_name, email: row.contact_email },
    companyId: row.company_id,
    companyName: row.company_name,
    preview: row.preview,
    newestMessageId: row.newest_message_id,
    newestMessageAt: row.newest_message_at?.toISOString() ?? null,
    newestDirection: row.newest_direction,
    activeAt: row.active_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    unread: row.unread,
    hasDraft: row.draft !== null,
    draft: row.draft && {
      kind: row.draft.kind,
      preview: previewOf(htmlToText(row.draft.html)),
    },
  };
}
