/** Doubles become one and, when that was wrong, two again. */
import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import {
  createCompany,
  createContact,
  deleteContact,
  listCompanies,
  listContacts,
  readCompany,
  readContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import { addDealToTicket, createDeal } from "#contract/deals.ts";
import {
  listCompanyDoubles,
  listContactDoubles,
  mergeCompanies,
  mergeContacts,
  undoMerge,
} from "#contract/merges.ts";
import { createProperty } from "#contract/properties.ts";
import { listTickets, readTicket, updateTicket } from "#contract/tickets.ts";
import { listMessages } from "#contract/messages.ts";
import { readCompanyTimeline, readContactTimeline } from "#contract/timeline.ts";
import { desk, type TestDesk, waiting } from "#testkit";

/** A busy machine begins late. */
const patient = { timeout: 10_000 };
const no = { refused: "contact_not_found" };

/** Mara wrote from work and from home, once from each, and both are on a third ticket. */
async function twice(acme: TestDesk) {
  const ana = acme.as(acme.ana);
  const work = await acme.ticket({ subject: "From work" });
  const from = { name: "Mara R.", address: "mara@gmail.com" };
  const home = await acme.ticket({ subject: "From home", from });
  const both = await acme.ticket({ subject: "Both" });
  const [stays, goes] = [work.contact?.id ?? "", home.contact?.id ?? ""];
  const contactIds = [stays, goes];
  await ana.calls(updateTicket, { number: both.number, contactIds });
  await ana.calls(updateContact, { id: stays, phones: ["+39 031 1"] });
  const more = { phones: ["0039 031 1", "+39 333"], jobTitle: "Baker", ownerId: acme.bo.id };
  await ana.calls(updateContact, { id: goes, ...more });
  return { ana, stays, goes, work, home, both };
}

const subjects = async (acme: TestDesk, contactId: string) =>
  (await acme.as(acme.ana).calls(listTickets, { contactId })).items
    .map(({ name }) => name)
    .toSorted();
const people = async (acme: TestDesk, number: number) =>
  (await acme.as(acme.ana).calls(readTicket, { number })).contacts.map(({ name }) => name);

describe("merging contacts", () => {
  test("S30: one stays; addresses, phones, tickets, participants and the chosen values follow", async () => {
    const acme = await desk();
    const { ana, stays, goes, home, both } = await twice(acme);

    const take = ["jobTitle" as const];
    const { contact } = await ana.calls(mergeContacts, { id: stays, mergedId: goes, take });

    expect(contact).toMatchObject({ name: "Mara Rossi", jobTitle: "Baker", ownerId: null });
    expect(contact.emails).toEqual(["mara@fiatlux.example", "mara@gmail.com"]);
    expect(contact.phones).toEqual(["+39 031 1", "+39 333"]);
    expect(await subjects(acme, stays)).toEqual(["Both", "From home", "From work"]);
    expect(await people(acme, both.number)).toEqual(["Mara Rossi"]);
    const now = await ana.calls(readTicket, { number: home.number });
    expect(now.contact).toMatchObject({ id: stays });
    expect(now.participants).toMatchObject([{ address: "mara@gmail.com", contactId: stays }]);
    const [letter] = (await ana.calls(listMessages, { number: home.number })).items;
    expect(letter?.author.name).toBe("Mara Rossi");
    expect((await ana.calls(listContacts, {})).items).toHaveLength(1);
    expect((await ana.calls(listContacts, { q: "mara@gmail" })).items).toHaveLength(1);
  });

  test("does not wait for who puts a deal on one of their tickets while that waits for it", async () => {
    const acme = await desk();
    const { ana, stays, goes, home } = await twice(acme);
    const { id } = await ana.calls(createDeal, { name: "Ovens", contactIds: [goes] });
    const client = await acme.house.database.pool.connect();
    await client.query("begin");
    await client.query("select from deals where desk_id = $1 and id = $2 for update", [
      acme.id,
      id,
    ]);
    const warned = vi.spyOn(acme.house.platform.log, "warn");

    const merging = ana.calls(mergeContacts, { id: stays, mergedId: goes });
    await expect.poll(() => waiting(client), patient).toBe(1);
    const adding = ana.calls(addDealToTicket, { number: home.number, id });
    await expect.poll(() => waiting(client), patient).toBe(2);
    await client.query("commit");
    client.release();

    expect(await merging).toMatchObject({ contact: { id: stays } });
    expect(await adding).toBeNull();
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });

  test("the id of the one that went leads to the one that stayed, also over a second merge", async () => {
    const acme = await desk();
    const { ana, stays, goes } = await twice(acme);
    const last = await ana.calls(createContact, { name: "Last" });
    await ana.calls(mergeContacts, { id: stays, mergedId: goes });
    await ana.calls(mergeContacts, { id: last.id, mergedId: stays });

    expect(await ana.calls(readContact, { id: goes })).toMatchObject({ id: last.id });
    expect(await ana.calls(updateContact, { id: goes, name: "X" })).toEqual(no);
    const mail = { subject: "Again", from: { name: "M", address: "mara@gmail.com" } };
    expect((await acme.ticket(mail)).contact).toMatchObject({ id: last.id });
  });

  test("can be undone: both are as they were, what came since stays with the one that stayed", async () => {
    const acme = await desk();
    const { ana, stays, goes, work, home, both } = await twice(acme);
    const [one, two] = [
      await ana.calls(readContact, { id: stays }),
      await ana.calls(readContact, { id: goes }),
    ];
    const take = ["name" as const, "ownerId" as const];
    const { mergeId } = await ana.calls(mergeContacts, { id: stays, mergedId: goes, take });
    await acme.ticket({ subject: "Since" });

    const undone = await ana.calls(undoMerge, { id: mergeId });

    expect(undone).toEqual({ kind: "contact", survivorId: stays, mergedId: goes });
    expect(await ana.calls(readContact, { id: stays })).toEqual({ ...one, openTickets: 3 });
    expect(await ana.calls(readContact, { id: goes })).toEqual(two);
    expect(await subjects(acme, goes)).toEqual(["Both", "From home"]);
    expect(await subjects(acme, stays)).toEqual(["Both", "From work", "Since"]);
    expect(await people(acme, both.number)).toEqual(["Mara Rossi", "Mara R."]);
    for (const { number, participants } of [work, home])
      expect((await ana.calls(readTicket, { number })).participants).toEqual(participants);
    expect(await ana.calls(undoMerge, { id: mergeId })).toEqual({ refused: "merge_not_found" });
  });

  test("an undo leaves values alone that somebody has changed since", async () => {
    const acme = await desk();
    const { ana, stays, goes } = await twice(acme);
    const take = ["name" as const, "jobTitle" as const];
    const { mergeId } = await ana.calls(mergeContacts, { id: stays, mergedId: goes, take });
    await ana.calls(updateContact, { id: stays, jobTitle: "Chief baker" });

    await ana.calls(undoMerge, { id: mergeId });

    const now = { name: "Mara Rossi", jobTitle: "Chief baker" };
    expect(await ana.calls(readContact, { id: stays })).toMatchObject(now);
  });

  test("is told in the timeline with the merge that can be undone, and so is the undo", async () => {
    const acme = await desk();
    const { ana, stays, goes } = await twice(acme);
    const { mergeId } = await ana.calls(mergeContacts, { id: stays, mergedId: goes });
    const told = async () => (await ana.calls(readContactTimeline, { id: stays })).items;

    expect(await told()).toContainEqual(
      expect.objectContaining({ what: "merged", from: mergeId, to: "Mara R." }),
    );
    await ana.calls(undoMerge, { id: mergeId });
    expect(await told()).toContainEqual(
      expect.objectContaining({ what: "unmerged", to: "Mara R." }),
    );
  });

  test("refuses itself, those who are not there, and another desk's", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { ana, stays, goes } = await twice(acme);
    const theirs = await rival.as(rival.ana).calls(createContact, { name: "T" });

    const same = { id: stays, mergedId: stays };
    expect(await ana.calls(mergeContacts, same)).toEqual({ refused: "merge_self" });
    const shouted = { id: stays, mergedId: stays.toUpperCase() };
    expect(await ana.calls(mergeContacts, shouted)).toEqual({ refused: "merge_self" });
    for (const other of [randomUUID(), theirs.id]) {
      expect(await ana.calls(mergeContacts, { id: stays, mergedId: other })).toEqual(no);
      expect(await ana.calls(mergeContacts, { id: other, mergedId: stays })).toEqual(no);
    }
    const { mergeId } = await ana.calls(mergeContacts, { id: stays, mergedId: goes });
    const spy = rival.as(rival.owner);
    expect(await spy.calls(undoMerge, { id: mergeId })).toEqual({ refused: "merge_not_found" });
  });

  test("cannot be undone once the one that stayed is gone", async () => {
    const acme = await desk();
    const { ana, stays, goes } = await twice(acme);
    const { mergeId } = await ana.calls(mergeContacts, { id: stays, mergedId: goes });
    await ana.calls(deleteContact, { id: stays });

    expect(await ana.calls(undoMerge, { id: mergeId })).toEqual({ refused: "merge_changed" });
  });

  test("happens once when two agents merge the same two at the same time", async () => {
    const acme = await desk();
    const { ana, stays, goes } = await twice(acme);

    const answers = await Promise.all([
      ana.calls(mergeContacts, { id: stays, mergedId: goes }),
      acme.as(acme.bo).calls(mergeContacts, { id: goes, mergedId: stays }),
    ]);

    expect(answers.filter(({ refused }) => refused === "contact_not_found")).toHaveLength(1);
    expect((await ana.calls(listContacts, {})).items).toHaveLength(1);
  });

  test("and mail that arrives at the same moment both happen, whichever comes first", async () => {
    const acme = await desk();
    const { ana, stays, goes, home } = await twice(acme);
    const from = { name: "Mara R.", address: "mara@gmail.com" };

    const answers = await Promise.all([
      acme.ticket({ subject: "Now", from }),
      ana.calls(mergeContacts, { id: stays, mergedId: goes }),
      acme.customerWrites(home, "And this."),
      acme.ticket({ subject: "And now", from }),
    ]);

    expect(answers[1]).toMatchObject({ contact: { id: stays } });
    const last = await acme.ticket({ subject: "Last", from });
    expect(last.contact).toMatchObject({ id: stays });
    expect(await subjects(acme, stays)).toEqual([
      ...["And now", "Both", "From home", "From work", "Last", "Now"],
    ]);
    expect((await ana.calls(listContacts, {})).items).toHaveLength(1);
  });

  test("leaves both as they were when the last write fails", async () => {
    const acme = await desk();
    const { ana, stays, goes, home } = await twice(acme);
    await acme.breaks("record_merges");

    const merged = await ana.calls(mergeContacts, { id: stays, mergedId: goes });

    expect(merged).toEqual({ crashed: true });
    expect((await ana.calls(listContacts, {})).items).toHaveLength(2);
    expect(await people(acme, home.number)).toEqual(["Mara R."]);
  });
});

describe("merging companies", () => {
  test("S30: domains, contacts and tickets follow, and go back by undo", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const ticket = await acme.ticket();
    const goes = ticket.companyId ?? "";
    const stays = await ana.calls(createCompany, { name: "Fiat Lux", domains: ["lux.example"] });

    const ids = { id: stays.id, mergedId: goes };
    const { company, mergeId } = await ana.calls(mergeCompanies, { ...ids, take: ["ownerId"] });

    expect(company.domains).toEqual(["lux.example", "fiatlux.example"]);
    const { number } = ticket;
    expect(await ana.calls(readTicket, { number })).toMatchObject({ companyName: "Fiat Lux" });
    expect((await ana.calls(listContacts, { companyId: stays.id })).items).toHaveLength(1);
    expect((await ana.calls(listContacts, { q: "fiat lux" })).items).toHaveLength(1);
    expect((await ana.calls(listCompanies, {})).items).toHaveLength(1);
    expect(await ana.calls(readCompany, { id: goes })).toMatchObject({ id: stays.id });

    await ana.calls(undoMerge, { id: mergeId });
    expect(await ana.calls(readTicket, { number })).toMatchObject({ companyId: goes });
    expect(await ana.calls(readCompany, { id: goes })).toMatchObject({ domain: "fiatlux.example" });
    expect((await ana.calls(listContacts, { companyId: goes })).items).toHaveLength(1);
  });

  test("refuses itself and those that are not there", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createCompany, { name: "A" });
    const merge = (mergedId: string) => ana.calls(mergeCompanies, { id, mergedId });
    expect(await merge(id)).toEqual({ refused: "merge_self" });
    expect(await merge(id.toUpperCase())).toEqual({ refused: "merge_self" });
    expect(await merge(randomUUID())).toEqual({ refused: "company_not_found" });
  });
});

describe("likely doubles", () => {
  const reasons = async (acme: TestDesk, id: string) =>
    (await acme.as(acme.ana).calls(listContactDoubles, { id })).items.map((one) => [
      one.contact.name,
      ...one.reasons,
    ]);

  test("of a contact share name and company, a phone, or a look-alike address", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const make = (name: string, emails: string[], phones: string[] = []) =>
      ana.calls(createContact, { name, emails, phones });
    const mara = await make("Mara Rossi", ["mara.rossi@lux.example"], ["+39 031 555 12"]);
    await make("mara rossi", ["office@lux.example"]);
    await make("M Phone", ["m@else.example"], ["0039 (031) 55512"]);
    await make("M Typo", ["mara.rossi@luxx.example"]);
    await make("M Home", ["mararossi+shop@gmail.com"]);
    await make("Mara Rossi", ["mara@another.example"]);
    await make("Stranger", ["zoe@lux.example"]);

    expect(await reasons(acme, mara.id)).toEqual([
      ["M Home", "address"],
      ["M Phone", "phone"],
      ["M Typo", "address"],
      ["mara rossi", "name"],
    ]);
  });

  test("are not everybody who has a role for an address, nor those who are gone", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const one = await ana.calls(createContact, { name: "A", emails: ["info@one.example"] });
    await ana.calls(createContact, { name: "B", emails: ["info@another-firm.example"] });
    const gone = await ana.calls(createContact, { name: "C", emails: ["info@onee.example"] });
    await ana.calls(deleteContact, { id: gone.id });

    expect(await reasons(acme, one.id)).toEqual([]);
    const nobody = { id: randomUUID() };
    expect(await ana.calls(listContactDoubles, nobody)).toEqual(no);
  });

  test("of a company share its name, or its domain under another ending", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const lux = await ana.calls(createCompany, { name: "Lux", domains: ["fiatlux.example"] });
    await ana.calls(createCompany, { name: "LUX" });
    const it = await ana.calls(createCompany, { name: "Fiat Lux", domains: ["fiatlux.test"] });
    await ana.calls(createCompany, { name: "Other", domains: ["other.example"] });
    const found = await ana.calls(listCompanyDoubles, { id: lux.id });

    expect(found.items.map(({ company, reasons }) => [company.name, ...reasons])).toEqual([
      ["Fiat Lux", "domain"],
      ["LUX", "name"],
    ]);
    await ana.calls(updateCompany, { id: it.id, domains: [] });
    expect((await ana.calls(listCompanyDoubles, { id: lux.id })).items).toHaveLength(1);
    const nobody = { id: randomUUID() };
    const none = { refused: "company_not_found" };
    expect(await ana.calls(listCompanyDoubles, nobody)).toEqual(none);
  });
});

describe.each([
  {
    ...{ kind: "contact" as const, make: createContact, change: updateContact, read: readContact },
    ...{ merge: mergeContacts, history: readContactTimeline },
  },
  {
    ...{ kind: "company" as const, make: createCompany, change: updateCompany, read: readCompany },
    ...{ merge: mergeCompanies, history: readCompanyTimeline },
  },
])(
  "the desk's own properties of a merged $kind",
  ({ kind, make, change, read, merge, history }) => {
    async function two() {
      const acme = await desk();
      for (const label of ["Machine", "Serial", "Place"])
        await acme.as(acme.owner).calls(createProperty, { kind, label, type: "text" });
      const ana = acme.as(acme.ana);
      const stays = { machine: "Grigna", place: "Como" };
      const goes = { machine: "Resegone", serial: "R-7" };
      const { id } = await ana.calls(make, { name: "Stays", properties: stays });
      const { id: mergedId } = await ana.calls(make, { name: "Goes", properties: goes });
      return { acme, ana, id, mergedId, stays, goes };
    }

    test("H2: what the one that stays has wins, what it lacks comes from the other, and is told", async () => {
      const { ana, id, mergedId, stays } = await two();

      await ana.calls(merge, { id, mergedId });

      const properties = { ...stays, serial: "R-7" };
      expect(await ana.calls(read, { id })).toMatchObject({ properties });
      const { items } = await ana.calls(history, { id });
      const told = { what: "changed", property: "property:serial", from: null, to: "R-7" };
      expect(items).toContainEqual(expect.objectContaining(told));
    });

    test("H2: an undo gives both exactly what they had", async () => {
      const { ana, id, mergedId, stays, goes } = await two();
      const { mergeId } = await ana.calls(merge, { id, mergedId });

      await ana.calls(undoMerge, { id: mergeId });

      expect((await ana.calls(read, { id })).properties).toEqual(stays);
      expect((await ana.calls(read, { id: mergedId })).properties).toEqual(goes);
    });

    test("H2: an undo leaves a value alone that somebody has changed since", async () => {
      const { ana, id, mergedId, stays, goes } = await two();
      const { mergeId } = await ana.calls(merge, { id, mergedId });
      await ana.calls(change, { id, properties: { serial: "R-8" } });

      await ana.calls(undoMerge, { id: mergeId });

      expect((await ana.calls(read, { id })).properties).toEqual({ ...stays, serial: "R-8" });
      expect((await ana.calls(read, { id: mergedId })).properties).toEqual(goes);
    });
  },
);
