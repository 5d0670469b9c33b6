import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createCompany, createContact } from "#contract/contacts.ts";
import { createToken } from "#contract/tokens.ts";
import { deleteTeam } from "#contract/teams.ts";
import {
  createTicket,
  deleteTicket,
  listTickets,
  readTicket,
  restoreTicket,
  updateTicket,
} from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { statusNamed } from "./test/pipeline.ts";

const reach = (view: "all" | "team" | "own" | "none", unassigned = false) => {
  const right = { reach: view, unassigned };
  return { tickets: { view: right, edit: right, delete: right } };
};

async function made(acme: TestDesk, change = {}) {
  const { id: statusId } = await statusNamed(acme, "New");
  return acme.as(acme.ana).calls(createTicket, { name: "By hand", statusId, ...change });
}

describe("making a ticket by hand", () => {
  test("S26: needs a name and a status, and begins without a conversation", async () => {
    const acme = await desk();

    const ticket = await made(acme);
    const nameless = await made(acme, { name: "  " });

    expect(ticket).toMatchObject({ source: "manual", ownerId: null, newestMessageId: null });
    expect(await acme.messages(ticket.number)).toEqual([]);
    expect(nameless).toMatchObject({
      refused: "invalid_input",
      fields: { name: expect.anything() },
    });
  });

  test("takes the contacts along, the first as the main one, with its company", async () => {
    const acme = await desk();
    const { id: companyId } = await acme.as(acme.ana).calls(createCompany, { name: "Fiat Lux" });
    const a = await acme.as(acme.ana).calls(createContact, { name: "A", companyId });
    const b = await acme.as(acme.ana).calls(createContact, { name: "B", emails: ["b@x.example"] });

    const ticket = await made(acme, { contactIds: [a.id, b.id] });

    expect(ticket).toMatchObject({
      contact: { id: a.id, name: "A", email: null },
      contacts: [{ id: a.id }, { id: b.id, email: "b@x.example" }],
      companyName: "Fiat Lux",
    });
  });

  test("refuses contacts, companies, owners and statuses of another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const stranger = await rival.as(rival.ana).calls(createContact, { name: "S" });
    const firm = await rival.as(rival.ana).calls(createCompany, { name: "F" });
    const status = await statusNamed(rival, "New");

    expect(await made(acme, { contactIds: [stranger.id] })).toEqual({
      refused: "contact_not_found",
    });
    expect(await made(acme, { companyId: firm.id })).toEqual({ refused: "company_not_found" });
    expect(await made(acme, { ownerId: rival.ana.id })).toEqual({ refused: "owner_unknown" });
    expect(await made(acme, { statusId: status.id })).toEqual({
      refused: "status_not_in_pipeline",
    });
    expect(await made(acme, { pipelineId: randomUUID() })).toEqual({ refused: "pipeline_unknown" });
  });

  test("is done once however often it is asked for", async () => {
    const acme = await desk();
    const id = randomUUID();

    const answers = await Promise.all(Array.from({ length: 5 }, () => made(acme, { id })));
    const other = await made(acme, { id, name: "Another" });

    expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
    expect(other).toEqual({ refused: "id_reused" });
  });

  test("repeated by one who has lost sight of it shows nothing, nor from the bin", async () => {
    const acme = await desk();
    const cy = await acme.user("Cy", reach("own"));
    const { id: statusId } = await statusNamed(acme, "New");
    const same = { id: randomUUID(), name: "Mine", statusId };
    const { number } = await acme.as(cy).calls(createTicket, same);
    const again = () => acme.as(cy).calls(createTicket, same);
    expect(await again()).toMatchObject({ number });

    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: acme.bo.id });
    expect(await again()).toEqual({ refused: "ticket_not_found" });
    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: cy.id });
    await acme.as(acme.owner).calls(deleteTicket, { number });
    expect(await again()).toEqual({ refused: "ticket_not_found" });
  });

  test("by a program says so", async () => {
    const acme = await desk();
    const ask = { name: "script", scopes: ["tickets.write" as const] };
    const { token } = await acme.as(acme.ana).calls(createToken, ask);
    const { id: statusId } = await statusNamed(acme, "New");

    const ticket = await acme.as({ token }).calls(createTicket, { name: "T", statusId });

    expect(ticket).toMatchObject({ source: "api" });
  });

  test("belongs to its maker where they may only touch their own", async () => {
    const acme = await desk();
    const cy = await acme.user("Cy", reach("own"));
    const { id: statusId } = await statusNamed(acme, "New");

    const ticket = await acme.as(cy).calls(createTicket, { name: "Mine", statusId });

    expect(ticket).toMatchObject({ ownerId: cy.id });
  });

  test("S28: begins its conversation with the first reply to its contact", async () => {
    const acme = await desk();
    const lonely = await made(acme);
    const who = { name: "B", emails: ["b@x.example"] };
    const { id } = await acme.as(acme.ana).calls(createContact, who);
    const ticket = await made(acme, { contactIds: [id] });
    const first = (number: number) =>
      acme.as(acme.ana).calls(replyToTicket, {
        ...{ number, id: randomUUID(), text: "Hello!", seenMessageId: null },
      });

    expect(await first(lonely.number)).toEqual({ refused: "contact_needed" });
    expect(await first(ticket.number)).toMatchObject({
      to: [{ name: "B", address: "b@x.example" }],
      subject: "By hand",
      html: "<div>Hello!</div>",
    });
  });
});

describe("changing a ticket", () => {
  test("S31, S71: writes a line of history for each thing that changed, and none for what did not", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    const change = { number, name: "Fire", priority: "urgent" as const, ownerId: acme.bo.id };
    await acme.as(acme.ana).calls(updateTicket, change);
    const events = await acme.events();
    await acme.as(acme.ana).calls(updateTicket, change);

    const { items } = await acme.as(acme.ana).calls(listActivity, { number });

    expect(items.filter(({ by }) => by.name === "Ana")).toMatchObject([
      { what: "priority_changed", from: null, to: "urgent", cause: "by_hand" },
      { what: "owner_changed", from: null, to: acme.bo.id },
      { what: "name_changed", from: "Printer on fire", to: "Fire" },
    ]);
    expect(await acme.events()).toEqual(events);
  });

  test("sets the close date with a closed status and takes it away with an open one", async () => {
    const acme = await desk();
    const { number, statusId } = await acme.ticket();
    const closed = await statusNamed(acme, "Closed");

    const shut = await acme.as(acme.ana).calls(updateTicket, { number, statusId: closed.id });
    const again = await acme.as(acme.ana).calls(updateTicket, { number, statusId });

    expect(shut.closedAt).not.toBeNull();
    expect(again).toMatchObject({ open: true, closedAt: null });
    expect(again.reopenedAt).not.toBeNull();
  });

  test("refuses a status until what it asks for is there, for everybody", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const { id: statusId } = await statusNamed(acme, "Closed", ["category", "resolution"]);
    const ask = (change: object) =>
      acme.as(acme.owner).calls(updateTicket, { number, statusId, ...change });

    expect(await ask({})).toMatchObject({
      refused: "properties_required",
      missing: ["category", "resolution"],
    });
    expect(await ask({ category: "Billing", resolution: "   " })).toMatchObject({
      missing: ["resolution"],
    });
    expect(await ask({ category: "Billing", resolution: "Paid" })).toMatchObject({ open: false });
  });

  test("gives it to a user or a team who can work on it, and to nobody else", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const outsider = await acme.user("Out", { serviceAccess: false });
    const give = (ownerType: "user" | "team", ownerId: string) =>
      acme.as(acme.ana).calls(updateTicket, { number, ownerType, ownerId });

    expect(await give("team", acme.billing.id)).toMatchObject({ ownerType: "team" });
    expect(await give("user", acme.bo.id)).toMatchObject({ ownerType: "user" });
    expect(await give("user", acme.billing.id)).toEqual({ refused: "owner_unknown" });
    expect(await give("user", outsider.id)).toEqual({ refused: "owner_without_access" });
    const back = { number, ownerType: null, ownerId: null };
    expect(await acme.as(acme.ana).calls(updateTicket, back)).toMatchObject({ ownerId: null });
  });

  test("answers once more to whoever gives it out of their sight, and tells who loses it", async () => {
    const acme = await desk();
    const cy = await acme.user("Cy", reach("own"));
    const { number, id } = await acme.ticket();
    await acme.as(acme.ana).calls(updateTicket, { number, ownerId: cy.id });

    const given = await acme.as(cy).calls(updateTicket, { number, ownerId: acme.bo.id });

    expect(given).toMatchObject({ ownerId: acme.bo.id, may: { edit: false } });
    expect(await acme.as(cy).calls(readTicket, { number })).toEqual({
      refused: "ticket_not_found",
    });
    expect((await acme.events()).at(-1)).toMatchObject({
      type: "ticket.updated",
      ids: { ticketId: id, formerOwnerUserId: cy.id },
    });
  });

  test("tells those who saw it as nobody's that it is somebody's now", async () => {
    const acme = await desk();
    const { number, newestMessageId: seenMessageId } = await acme.ticket();

    const reply = { number, id: randomUUID(), text: "Mine", seenMessageId };
    await acme.as(acme.ana).calls(replyToTicket, reply);

    const replied = (await acme.events()).find(({ type }) => type === "ticket.replied");
    expect(replied?.ids).toMatchObject({ formerlyUnassigned: true, messageId: reply.id });
  });

  test("adds and removes contacts with a line for each", async () => {
    const acme = await desk();
    const { number, contact } = await acme.ticket();
    const b = await acme.as(acme.ana).calls(createContact, { name: "B" });

    await acme.as(acme.ana).calls(updateTicket, { number, contactIds: [b.id] });

    expect(await acme.ticketNow(number)).toMatchObject({ contact: { id: b.id } });
    const { items } = await acme.as(acme.ana).calls(listActivity, { number, limit: 2 });
    expect(items).toContainEqual(expect.objectContaining({ what: "contact_added", to: b.id }));
    expect(items).toContainEqual(
      expect.objectContaining({ what: "contact_removed", from: contact?.id }),
    );
  });

  test("takes the order of contacts for a change: the first is the main one", async () => {
    const acme = await desk();
    const firm = await acme.as(acme.ana).calls(createCompany, { name: "Fiat Lux" });
    const a = await acme.as(acme.ana).calls(createContact, { name: "A" });
    const b = await acme.as(acme.ana).calls(createContact, { name: "B", companyId: firm.id });
    const { number } = await made(acme, { contactIds: [a.id, b.id] });
    const before = await acme.ticketNow(number);
    const events = (await acme.events()).length;

    const now = await acme.as(acme.ana).calls(updateTicket, { number, contactIds: [b.id, a.id] });

    expect(now).toMatchObject({ contact: { id: b.id }, contacts: [{ id: b.id }, { id: a.id }] });
    expect(now).toMatchObject({ companyName: "Fiat Lux" });
    expect(Date.parse(now.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    expect((await acme.events()).slice(events).map(({ type }) => type)).toEqual(["ticket.updated"]);
    const { items } = await acme.as(acme.ana).calls(listActivity, { number, limit: 2 });
    expect(items).toMatchObject([
      { what: "company_changed", from: null, to: firm.id },
      { what: "main_contact_changed", from: a.id, to: b.id },
    ]);
  });

  test("keeps nothing when its history cannot be written", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const before = await acme.ticketNow(number);
    await acme.breaks("activities");

    const answer = await acme.as(acme.ana).calls(updateTicket, { number, name: "Lost" });

    expect(answer).toEqual({ crashed: true });
    expect(await acme.ticketNow(number)).toEqual(before);
  });
});

describe("the bin", () => {
  test("takes a ticket out of every list and gives it back as it was", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const before = await acme.ticketNow(number);

    await acme.as(acme.ana).calls(deleteTicket, { number });
    const gone = await acme.as(acme.ana).calls(readTicket, { number });
    const { items } = await acme.as(acme.ana).calls(listTickets, {});
    const back = await acme.as(acme.ana).calls(restoreTicket, { number });

    expect(gone).toEqual({ refused: "ticket_not_found" });
    expect(items).toEqual([]);
    expect(back).toEqual({ ...before, updatedAt: back.updatedAt });
    expect((await acme.events()).slice(-2).map(({ type }) => type)).toEqual([
      "ticket.deleted",
      "ticket.restored",
    ]);
  });

  test("is closed to those who may not delete", async () => {
    const acme = await desk();
    const all = { reach: "all", unassigned: true } as const;
    const none = { reach: "none", unassigned: false } as const;
    const cy = await acme.user("Cy", { tickets: { view: all, edit: all, delete: none } });
    const { number } = await acme.ticket();

    const refused = { refused: "delete_forbidden" };
    expect(await acme.as(cy).calls(deleteTicket, { number })).toEqual(refused);
    await acme.as(acme.ana).calls(deleteTicket, { number });
    expect(await acme.as(cy).calls(restoreTicket, { number })).toEqual(refused);
  });
});

test("what a deleted team owned belongs to nobody, and the history says why", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const give = { number, ownerType: "team" as const, ownerId: acme.billing.id };
  await acme.as(acme.ana).calls(updateTicket, give);
  // Another process has a fast clock: what is done now still comes after.
  const later = new Date(Date.now() + 60_000);
  await rowsOf("update tickets set updated_at = $2 where desk_id = $1", [acme.id, later]);

  await acme.as(acme.owner).calls(deleteTeam, { id: acme.billing.id });
  await acme.runJobs();

  const now = await acme.ticketNow(number);
  expect(now).toMatchObject({ ownerType: null, ownerId: null });
  expect(Date.parse(now.updatedAt)).toBeGreaterThan(later.getTime());
  const { items } = await acme.as(acme.ana).calls(listActivity, { number });
  expect(items.filter(({ cause }) => cause === "team_deleted")).toMatchObject([
    { what: "owner_changed", from: acme.billing.id, by: { name: "Olga" } },
  ]);
});

test("a team that owns very many is given up in steps: what is done stays done", async () => {
  const acme = await desk();
  let last = await made(acme);
  for (let count = 1; count < 101; count++) last = await made(acme);
  await rowsOf("update tickets set owner_team_id = $2 where desk_id = $1", [
    acme.id,
    acme.billing.id,
  ]);
  await acme.as(acme.owner).calls(deleteTeam, { id: acme.billing.id });
  const blocker = await acme.house.database.pool.connect();
  await blocker.query("begin");
  await blocker.query("select from tickets where desk_id = $1 and id = $2 for update", [
    acme.id,
    last.id,
  ]);

  const running = acme.runJob("tickets.giveUpTeam");
  const owned = () =>
    rowsOf("select id from tickets where desk_id = $1 and owner_team_id is not null", [acme.id]);
  await expect.poll(owned, { timeout: 10_000 }).toEqual([{ id: last.id }]);
  await blocker.query("commit");
  blocker.release();
  await running;

  expect(await owned()).toEqual([]);
});

test("no ticket is given to a team that is just being deleted", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const give = { number, ownerType: "team" as const, ownerId: acme.billing.id };

  await Promise.all([
    acme.as(acme.ana).calls(updateTicket, give),
    acme.as(acme.owner).calls(deleteTeam, { id: acme.billing.id }),
  ]);
  await acme.runJobs();

  expect(await acme.ticketNow(number)).toMatchObject({ ownerType: null, ownerId: null });
});

test("H47: a priority is low, medium, high, urgent or none, and nothing else", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const set = (priority: unknown) =>
    acme.as(acme.ana).calls(updateTicket, { number, priority } as { number: number });
  for (const priority of ["low", "medium", "high", "urgent", null])
    expect(await set(priority)).toMatchObject({ priority });
  for (const priority of ["Low", "critical", "", 1])
    expect(await set(priority)).toMatchObject({ refused: "invalid_input" });
});
