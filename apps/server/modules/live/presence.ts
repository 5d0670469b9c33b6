/** Who has a ticket open, and what they do there. A table without a log: it is of the moment. */
import type { Doing, Presence } from "#contract/live.ts";
import type { Platform } from "#platform/call.ts";
import { signal } from "#platform/nudge.ts";
import type { Listener } from "./listener.ts";

/** Clients say every 15 s that they are still there. */
const goneAfterMs = 35_000;

export async function arrive(
  platform: Platform,
  listener: Listener,
  { id: ticketId, doing }: { id: string; doing: Doing },
) {
  const { db, clock } = platform;
  const { deskId, agent, tabId } = listener;
  await db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom("presence")
      .select(["ticket_id", "doing"])
      .where("desk_id", "=", deskId)
      .where("tab_id", "=", tabId)
      .where("user_id", "=", agent.id)
      .executeTakeFirst();
    const row = { ticket_id: ticketId, doing, seen_at: clock() };
    await tx
      .insertInto("presence")
      .values({ desk_id: deskId, user_id: agent.id, tab_id: tabId, ...row })
      .onConflict((conflict) => conflict.columns(["desk_id", "tab_id", "user_id"]).doUpdateSet(row))
      .execute();
    if (before?.ticket_id === ticketId && before.doing === doing) return;
    await signal(tx, { kind: "presence", deskId, ticketId });
    if (before && before.ticket_id !== ticketId)
      await signal(tx, { kind: "presence", deskId, ticketId: before.ticket_id });
  });
}

export async function depart(platform: Platform, { deskId, agent, tabId }: Listener) {
  const left = await platform.db
    .deleteFrom("presence")
    .where("desk_id", "=", deskId)
    .where("tab_id", "=", tabId)
    .where("user_id", "=", agent.id)
    .returning("ticket_id")
    .execute();
  for (const { ticket_id } of left)
    await signal(platform.db, { kind: "presence", deskId, ticketId: ticket_id });
}

/** Each person once, with the busiest thing they do in any of their tabs. */
export async function peopleOn(
  platform: Platform,
  deskId: string,
  ticketId: string,
): Promise<Presence[]> {
  const rows = await platform.db
    .selectFrom("presence")
    .select(["user_id", "doing"])
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", ticketId)
    .where("seen_at", ">", new Date(platform.clock().getTime() - goneAfterMs))
    .execute();
  const busiest = new Map<string, Doing>();
  for (const { user_id, doing } of rows) {
    if (doing !== "viewing" || !busiest.has(user_id)) busiest.set(user_id, doing);
  }
  return [...busiest].map(([userId, doing]) => ({ userId, doing }));
}

/** Of tabs that vanished without a word, on every desk. */
export async function forgetStale(platform: Platform) {
  const gone = await platform.db
    // every desk: one sweep serves the installation
    .deleteFrom("presence")
    .where("seen_at", "<", new Date(platform.clock().getTime() - goneAfterMs))
    .returning(["desk_id", "ticket_id"])
    .execute();
  for (const { desk_id, ticket_id } of gone)
    await signal(platform.db, { kind: "presence", deskId: desk_id, ticketId: ticket_id });
}
