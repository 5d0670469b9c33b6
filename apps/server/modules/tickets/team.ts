/** What a deleted team owned belongs to nobody again. */
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import type { Happening } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { giveTicket } from "./give.ts";
import type { By } from "./history.ts";
import { nobody } from "./owner.ts";
import type { Ticket } from "./ticket.ts";

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
      for (const ticket of tickets)
        await giveTicket(tx, ticket, nobody, { by, cause: "team_deleted", now: work.now });
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
