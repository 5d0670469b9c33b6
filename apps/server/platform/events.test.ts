import { randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { type EventType, listEvents } from "#contract/live.ts";
import { updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { testDatabase } from "#testkit/cluster.ts";
import { desk } from "#testkit";

describe("the event log", () => {
  test("tells what happened in order, and goes on from a cursor", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const first = await listed(acme, {}, "ticket.created");
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Looking.</p>" });

    const next = await listed(acme, { after: first.nextCursor }, "ticket.commented");

    expect(first.items.map(({ type }) => type)).toContain("ticket.created");
    expect(next.items.map(({ type }) => type)).toEqual(["ticket.commented"]);
    expect(next.items[0]).toMatchObject({ byUserId: acme.ana.id, ids: { ticketNumber: number } });
  });

  test("skips no event of a slow transaction, though later ones were committed first", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const { nextCursor } = await listed(acme, {}, "ticket.created");
    const slow = new pg.Client(testDatabase());
    await slow.connect();
    await slow.query("begin");
    await slow.query(
      "insert into events (desk_id, type, at) values ($1, 'contact.changed', now())",
      [acme.id],
    );
    await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Quick.</p>" });

    const meanwhile = await acme.as(acme.ana).calls(listEvents, { after: nextCursor });
    await slow.query("commit");
    await slow.end();
    const after = await listed(acme, { after: meanwhile.nextCursor }, "ticket.commented");

    expect(meanwhile.items).toEqual([]);
    expect(after.items.map(({ type }) => type).toSorted()).toEqual([
      "contact.changed",
      "ticket.commented",
    ]);
  });

  test("shows only what the reader may see, and never who owned it before", async () => {
    const acme = await desk();
    const own = { reach: "own", unassigned: false } as const;
    const shy = await acme.user("Shy", { tickets: { view: own, edit: own, delete: own } });
    const { number } = await acme.ticket();
    for (const ownerId of [shy.id, acme.bo.id])
      await acme.as(acme.owner).calls(updateTicket, { number, ownerType: "user", ownerId });

    const [all, hers] = [
      await acme.as(acme.owner).calls(listEvents, {}),
      await acme.as(shy).calls(listEvents, {}),
    ];

    expect(JSON.stringify(all)).not.toContain("formerPlace");
    expect(hers.items.filter(({ ids }) => ids.ticketNumber === number)).toEqual([]);
  });

  test("sends who comes with a cursor of another database back to the start", async () => {
    const acme = await desk();
    const answer = await acme.as(acme.ana).calls(listEvents, { after: "00000000.1.0" });
    expect(answer).toMatchObject({ items: [], resync: true });
    for (const after of ["x", "", "zzzzzzzz.1.1", randomUUID()])
      expect(await acme.as(acme.ana).calls(listEvents, { after })).toMatchObject({
        refused: "cursor_invalid",
      });
  });
});

/** The log once it holds this: while anybody in the database still writes, also beside this test, it waits. */
function listed(acme: Awaited<ReturnType<typeof desk>>, at: { after?: string }, type: EventType) {
  return vi.waitFor(
    async () => {
      const page = await acme.as(acme.ana).calls(listEvents, at);
      expect(page.items.map((event) => event.type)).toContain(type);
      return page;
    },
    { timeout: 20_000, interval: 50 },
  );
}
