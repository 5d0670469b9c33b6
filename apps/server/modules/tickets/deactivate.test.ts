import { describe, expect, test, vi } from "vitest";
import { shareTicket } from "#contract/access.ts";
import { listAudit } from "#contract/audit.ts";
import { readSession } from "#contract/sign-in.ts";
import { listPipelines, updatePipeline } from "#contract/pipelines.ts";
import { type Ticket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { countOpenTicketsOf, deactivateUser, updateUser } from "#contract/users.ts";
import { desk, type TestDesk, waiting } from "#testkit";

/** Ana has two open tickets and a closed one. */
async function busyAna() {
  const acme = await desk();
  const [one, two, closed] = [await hers(acme), await hers(acme), await hers(acme)];
  const { items } = await acme.as(acme.owner).calls(listPipelines, {});
  const statusId = items[0]?.statuses.find(({ kind }) => kind === "closed")?.id ?? "";
  await acme.as(acme.owner).calls(updateTicket, { number: closed.number, statusId });
  return { acme, one, two, closed };
}

async function hers(acme: TestDesk): Promise<Ticket> {
  const { number } = await acme.ticket();
  const owner = { ownerType: "user", ownerId: acme.ana.id } as const;
  return acme.as(acme.owner).calls(updateTicket, { number, ...owner });
}

/** A busy machine begins late. */
const patient = { timeout: 10_000 };
type NewOwner = { type: "user" | "team"; id: string } | null;
const deactivate = (acme: TestDesk, newOwner?: NewOwner) =>
  acme
    .as(acme.owner)
    .calls(deactivateUser, { id: acme.ana.id, ...(newOwner === undefined ? {} : { newOwner }) });
const ownerOf = async (acme: TestDesk, { number }: Ticket) =>
  (await acme.ticketNow(number)).ownerId;
const comesIn = async (acme: TestDesk) =>
  !("refused" in (await acme.as(acme.ana).calls(readSession, {})));

describe("deactivating a user", () => {
  test("leaves their tickets with them unless somebody says otherwise", async () => {
    const { acme, one } = await busyAna();
    expect(await acme.as(acme.owner).calls(countOpenTicketsOf, { id: acme.ana.id })).toEqual({
      count: 2,
    });
    expect(await deactivate(acme)).toMatchObject({
      user: { state: "deactivated" },
      movedTickets: 0,
    });
    expect(await ownerOf(acme, one)).toBe(acme.ana.id);
    expect(await comesIn(acme)).toBe(false);
  });

  test("gives the open ones to a colleague, who is told, with history and events", async () => {
    const { acme, one, two, closed } = await busyAna();
    const before = (await acme.events()).length;

    const answer = await deactivate(acme, { type: "user", id: acme.bo.id });

    expect(answer).toMatchObject({ movedTickets: 2 });
    expect(await ownerOf(acme, one)).toBe(acme.bo.id);
    expect(await ownerOf(acme, two)).toBe(acme.bo.id);
    expect(await ownerOf(acme, closed)).toBe(acme.ana.id);
    const { items } = await acme.as(acme.owner).calls(listActivity, { number: one.number });
    expect(items[0]).toMatchObject({
      what: "owner_changed",
      from: acme.ana.id,
      to: acme.bo.id,
      by: { id: acme.owner.id },
    });
    const events = (await acme.events()).slice(before);
    expect(events.map(({ type }) => type)).toEqual([
      "ticket.updated",
      "ticket.updated",
      "user.changed",
    ]);
    expect(events[0]?.ids).toMatchObject({ formerOwnerUserId: acme.ana.id });
    const log = await acme.as(acme.owner).calls(listAudit, {});
    expect(log.items[0]?.changes).toContainEqual({ field: "newOwner", before: null, after: "Bo" });
  });

  test("gives them to a team, or to nobody", async () => {
    const [first, second] = [await busyAna(), await busyAna()];
    await deactivate(first.acme, { type: "team", id: first.acme.billing.id });
    const { billing } = first.acme;
    expect(await first.acme.ticketNow(first.one.number)).toMatchObject({
      ownerId: billing.id,
      assignedTeamIds: [billing.id],
    });
    await deactivate(second.acme, null);
    expect(await ownerOf(second.acme, second.one)).toBeNull();
  });

  test("does neither when the new owner is not there, has no access or is the one who leaves", async () => {
    const { acme, one } = await busyAna();
    const blind = await acme.user("Zoe", { serviceAccess: false });
    const rival = await desk();
    const refusals = [];
    for (const id of [rival.bo.id, acme.ana.id, blind.id])
      refusals.push((await deactivate(acme, { type: "user", id })).refused);
    refusals.push((await deactivate(acme, { type: "team", id: rival.support.id })).refused);
    expect(refusals).toEqual([
      "owner_unknown",
      "owner_unknown",
      "owner_without_access",
      "owner_unknown",
    ]);
    expect(await comesIn(acme)).toBe(true);
    expect(await ownerOf(acme, one)).toBe(acme.ana.id);
  });

  test("does neither when one of the tickets is in a pipeline that the new owner may not use", async () => {
    const { acme } = await busyAna();
    const { items } = await acme.as(acme.owner).calls(listPipelines, {});
    const limitedTo = { userIds: [acme.ana.id], teamIds: [] };
    const pipelineId = items[0]?.id ?? "";
    await acme.as(acme.owner).calls(updatePipeline, { pipelineId, limitedTo });
    expect(await deactivate(acme, { type: "user", id: acme.bo.id })).toMatchObject({
      refused: "owner_without_access",
    });
    expect(await comesIn(acme)).toBe(true);
  });

  test("does neither when a ticket's history cannot be written", async () => {
    const { acme, one } = await busyAna();
    await acme.breaks("activities");
    expect(await deactivate(acme, null)).toEqual({ crashed: true });
    expect(await comesIn(acme)).toBe(true);
    expect(await ownerOf(acme, one)).toBe(acme.ana.id);
  });

  test("spares the last Super Admin and those above, and knows nobody of another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const lead = await acme.user("Lea", { accountAccess: true });
    const by = (who: typeof lead, id: string) => acme.as(who).calls(deactivateUser, { id });
    expect(await by(acme.owner, acme.owner.id)).toMatchObject({ refused: "last_super_admin" });
    expect(await by(lead, acme.owner.id)).toMatchObject({ refused: "settings_forbidden" });
    expect(await by(acme.owner, rival.ana.id)).toMatchObject({ refused: "user_not_found" });
    expect(await acme.as(acme.owner).calls(countOpenTicketsOf, { id: rival.ana.id })).toMatchObject(
      { refused: "user_not_found" },
    );
  });

  test("leaves nothing with them that was given to them at the same moment", async () => {
    const { acme } = await busyAna();
    const free = await Promise.all(Array.from({ length: 6 }, () => acme.ticket()));
    const ana = { ownerType: "user", ownerId: acme.ana.id } as const;
    const giving = free.map(({ number }) =>
      acme.as(acme.owner).calls(updateTicket, { number, ...ana }),
    );

    const [answer] = await Promise.all([
      deactivate(acme, { type: "user", id: acme.bo.id }),
      ...giving,
    ]);

    expect(answer).toMatchObject({ user: { state: "deactivated" } });
    const owners = await Promise.all(free.map((ticket) => ownerOf(acme, ticket)));
    expect(owners).not.toContain(acme.ana.id);
  });

  test("stands in nobody's way who gives or shares with them what is theirs already", async () => {
    const { acme, one, two } = await busyAna();
    const client = await acme.house.database.pool.connect();
    await client.query("begin");
    await client.query("select from tickets where desk_id = $1 and id = $2 for update", [
      acme.id,
      one.id,
    ]);
    const warned = vi.spyOn(acme.house.platform.log, "warn");
    const leaving = deactivate(acme, { type: "user", id: acme.bo.id });
    await expect.poll(() => waiting(client), patient).toBe(1);
    const { number } = two;
    const { id } = acme.ana;
    let answered = 0;
    const both = [
      acme.as(acme.owner).calls(updateTicket, { number, ownerType: "user", ownerId: id }),
      acme.as(acme.owner).calls(shareTicket, { number, id, level: "view" }),
    ].map(async (asked) => {
      const { refused, crashed } = await asked;
      answered++;
      return { refused, crashed };
    });
    await expect.poll(async () => answered || (await waiting(client)) > 1, patient).toBeTruthy();
    await client.query("commit");
    client.release();

    expect(await leaving).toMatchObject({ movedTickets: 2 });
    expect(await Promise.all(both)).toEqual([{}, {}]);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
    expect(await ownerOf(acme, two)).toBe(acme.bo.id);
  });

  test("is taken back by activating them again", async () => {
    const { acme } = await busyAna();
    await deactivate(acme, null);
    const { id } = acme.ana;
    // She has never chosen a password, so she is invited again and not let in.
    expect(await acme.as(acme.owner).calls(updateUser, { id, state: "active" })).toMatchObject({
      state: "invited",
    });
  });
});
