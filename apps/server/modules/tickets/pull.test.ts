/** What happened before with a contact or company, pulled onto the timeline of a ticket. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { listPipelines } from "#contract/pipelines.ts";
import {
  createTicket,
  deleteTicket,
  type Pull,
  pullActivities,
  type PullRange,
  readTicket,
  updateTicket,
} from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { listActivity } from "#contract/activity.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";

/** Mara wrote long ago and last week; now there is a ticket about her without a conversation. */
async function about() {
  const acme = await desk();
  const ana = acme.as(acme.ana);
  const old = await acme.ticket({ subject: "Old", text: "Long ago." });
  const late = await acme.ticket({ subject: "Late", text: "Last week." });
  await ana.calls(commentOnTicket, { number: late.number, html: "<p>She is kind.</p>" });
  await rowsOf(
    "update activities set at = at - interval '90 days' where desk_id = $1 and ticket_id = $2",
    [acme.id, old.id],
  );
  const contactId = old.contact?.id ?? "";
  const companyId = old.companyId ?? "";
  const [pipeline] = (await ana.calls(listPipelines, {})).items;
  const statusId = pipeline?.statuses[0]?.id ?? "";
  const make = (pull: Partial<Pull>[] = [], change = {}) =>
    ana.calls(createTicket, {
      ...{ name: "Now", statusId, contactIds: [contactId] },
      pull: pull.map((one) => ({ kind: "contact", id: contactId, range: "all", ...one }) as const),
      ...change,
    });
  const pull = (number: number, range: PullRange | "none") =>
    ana.calls(pullActivities, { number, kind: "contact", id: contactId, range });
  return { acme, ana, old, late, contactId, companyId, make, pull };
}

const told = async (acme: TestDesk, number: number, who = acme.ana) =>
  (await acme.as(who).calls(listActivity, { number })).items
    .flatMap(({ what, pulled }) =>
      pulled ? [`${what} #${pulled.ticketName}: ${pulled.preview}`] : [],
    )
    .toSorted();

const all = [
  "commented #Late: She is kind.",
  "created #Late: Last week.",
  "created #Old: Long ago.",
];

describe("the past of a contact", () => {
  test("S25: is not on a new ticket by itself", async () => {
    const { acme, make } = await about();
    const ticket = await make();
    expect(ticket.pulled).toEqual([]);
    expect(await told(acme, ticket.number)).toEqual([]);
  });

  test("S25: is pulled onto a new ticket: all of it, or the last 30 days", async () => {
    const { acme, make, contactId } = await about();
    const month = await make([{ range: "last_30_days" }]);
    expect(await told(acme, month.number)).toEqual(all.slice(0, 2));
    await acme.as(acme.ana).calls(deleteTicket, { number: month.number });
    const whole = await make([{}]);

    expect(whole.pulled).toEqual([{ kind: "contact", id: contactId, range: "all" }]);
    expect(await told(acme, whole.number)).toEqual(all);
  });

  test("S25: can be pulled later, changed and taken off again", async () => {
    const { acme, make, pull } = await about();
    const { number } = await make();
    await pull(number, "last_30_days");
    expect(await told(acme, number)).toHaveLength(2);
    expect((await pull(number, "all")).pulled).toMatchObject([{ range: "all" }]);
    expect(await told(acme, number)).toEqual(all);
    expect((await pull(number, "none")).pulled).toEqual([]);
    expect(await told(acme, number)).toEqual([]);
  });

  test("S25: ends when it was pulled, and goes with the contact", async () => {
    const { acme, ana, make, late } = await about();
    const { number } = await make([{}]);
    await acme.customerWrites(late, "Later still.");
    expect(await told(acme, number)).toEqual(all);
    await ana.calls(updateTicket, { number, contactIds: [] });
    expect(await told(acme, number)).toEqual([]);
  });

  test("S7: shows each reader only what stands on tickets that they may see", async () => {
    const { acme, make, late } = await about();
    const { number } = await make([{}]);
    const own = { reach: "own", unassigned: false } as const;
    const cy = await acme.user("Cy", { tickets: { view: own, edit: own, delete: own } });
    const give = (one: number) =>
      acme.as(acme.owner).calls(updateTicket, { number: one, ownerId: cy.id });
    await give(number);
    expect(await told(acme, number, cy)).toEqual([]);
    await give(late.number);
    expect(await told(acme, number, cy)).toEqual(all.slice(0, 2));
  });

  test("S25: of its company is pulled the same way", async () => {
    const { acme, make, companyId } = await about();
    const from = { name: "Ugo", address: "ugo@fiatlux.example" };
    await acme.ticket({ from, subject: "Ugo's", text: "I am Ugo." });
    const { number } = await make([{ kind: "company", id: companyId }]);
    expect(await told(acme, number)).toContain("created #Ugo's: I am Ugo.");
  });

  test("is read page by page, each step once", async () => {
    const { ana, make } = await about();
    const { number } = await make([{}]);
    const whole = (await ana.calls(listActivity, { number })).items.map(({ id }) => id);
    const first = await ana.calls(listActivity, { number, limit: 2 });
    const rest = await ana.calls(listActivity, { number, cursor: first.nextCursor ?? "" });
    expect(first.items).toHaveLength(2);
    expect(rest.items.length).toBeGreaterThan(0);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(whole);
  });
});

describe("pulling is refused", () => {
  test("of a contact or company that is not on the ticket", async () => {
    const { ana, make, contactId, companyId } = await about();
    const noContact = { refused: "contact_not_found" };
    const noCompany = { refused: "company_not_found" };
    expect(await make([{ id: randomUUID() }])).toEqual(noContact);
    expect(await make([{ kind: "company", id: randomUUID() }])).toEqual(noCompany);
    const { number } = await make([], { contactIds: [] });
    const ask = { number, range: "all" } as const;
    const person = { ...ask, kind: "contact", id: contactId } as const;
    const firm = { ...ask, kind: "company", id: companyId } as const;
    expect(await ana.calls(pullActivities, person)).toEqual(noContact);
    expect(await ana.calls(pullActivities, firm)).toEqual(noCompany);
  });

  test("to somebody who may not see or not change the ticket", async () => {
    const { acme, make, contactId } = await about();
    const { number } = await make();
    const everything = { reach: "all", unassigned: true } as const;
    const none = { reach: "none", unassigned: false } as const;
    const reader = await acme.user("Reader", {
      tickets: { view: everything, edit: none, delete: none },
    });
    const blind = await acme.user("Blind", { tickets: { view: none, edit: none, delete: none } });
    const ask = { number, kind: "contact", id: contactId, range: "all" } as const;
    const no = { refused: "edit_forbidden" };
    const hidden = { refused: "ticket_not_found" };
    expect(await acme.as(reader).calls(pullActivities, ask)).toEqual(no);
    expect(await acme.as(blind).calls(pullActivities, ask)).toEqual(hidden);
    expect(await acme.as(reader).calls(readTicket, { number })).toMatchObject({ pulled: [] });
  });
});
