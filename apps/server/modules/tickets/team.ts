/** What a deleted team owned belongs to nobody again. */
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { type Happening, publish } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { type By, record } from "./history.ts";
import { formerPlace, momentOn, type Ticket } from "./ticket.ts";

export async function giveUpLater(tx: Tx, { deskId, ids, byUserId }: Happening): Promise<void> {
  const { teamId } = ids;
  if (teamId) await addJob(tx, "tickets.giveUpTeam", { deskId, teamId, byUserId: byUserId ?? "" });
}

/** A team may own very many: each step is committed, so that nobody waits for all of them. */
export async function giveUpTeam(work: Work, teamId: string, byUserId: string | null) {
  const by: By = byUserId ? { type: "user", id: byUserId } : { type: "system", id: null };
  for (let last: Ticket | undefined, begun = false; last || !begun; begun = true)
    last = await work.db.transaction().execute(async (tx) => {
      const tickets = await nextOf(tx, work.deskId, teamId, last);
      for (const ticket of tickets) await giveUp(tx, ticket, { by, now: work.now });
      return tickets.at(-1);
    });
}

const atOnce = 100;

function nextOf(tx: Tx, deskId: string, teamId: string, last: Ticket | undefined) {
  return tx
    .selectFrom("tickets")
    .selectAll()
    .where("desk_id", "=", deskId)
    .where("owner_team_id", "=", teamId)
    .$if(last !== undefined, (query) => query.where("id", ">", last?.id ?? ""))
    .orderBy("id")
    .limit(atOnce)
    .forNoKeyUpdate()
    .execute();
}

async function giveUp(tx: Tx, ticket: Ticket, { by, now }: { by: By; now: Date }) {
  const { desk_id: deskId, id: ticketId, number: ticketNumber, owner_team_id: from } = ticket;
  const at = momentOn(ticket, now);
  await tx
    .updateTable("tickets")
    .set({ owner_team_id: null, updated_at: at })
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .execute();
  const step = { what: "owner_changed", cause: "team_deleted", by, from, to: null } as const;
  await record(tx, ticket, at, [step]);
  const ids = { ticketId, ticketNumber, ...formerPlace(ticket) };
  const event = { deskId, at: now, ids, byUserId: by.id, changed: ["owner_team_id"] };
  await publish(tx, { type: "ticket.updated", ...event });
}
