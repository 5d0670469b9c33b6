/** Contacts and companies as records: made, changed, deleted, taken back. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  deleteCompany,
  deleteContact,
  listCompanies,
  listContacts,
  readCompany,
  readContact,
  restoreCompany,
  restoreContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import { readTicket, updateTicket } from "#contract/tickets.ts";
import { desk, type TestDesk } from "#testkit";

const gone = { refused: "contact_not_found" };
const listed = async (acme: TestDesk, q?: string) =>
  (await acme.as(acme.ana).calls(listContacts, q ? { q } : {})).items.map(({ name }) => name);
const firms = async (acme: TestDesk) =>
  (await acme.as(acme.ana).calls(listCompanies, {})).items.map(({ name }) => name);

describe("a contact made by hand", () => {
  test("S24: gets the company of its address, made when there is none; private mail has none", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const firm = await ana.calls(createCompany, { name: "Lux", domains: ["lux.example"] });
    const of = (email: string) => ana.calls(createContact, { name: email, emails: [email] });

    expect(await of("a@lux.example")).toMatchObject({ companyId: firm.id, companyName: "Lux" });
    expect(await of("b@new.example")).toMatchObject({ companyName: "new.example" });
    expect(await of("c@gmail.com")).toMatchObject({ companyId: null });
    const none = { name: "D", emails: ["d@lux.example"], companyId: null };
    expect(await ana.calls(createContact, none)).toMatchObject({ companyId: null });
  });

  test("S12: is listed by whether there is an address that a mail could go to", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id: companyId } = await ana.calls(createCompany, { name: "Lux" });
    await ana.calls(createContact, { name: "By telephone", companyId });
    await ana.calls(createContact, { name: "Written to", companyId, emails: ["w@lux.example"] });
    const names = async (hasEmail: boolean) =>
      (await ana.calls(listContacts, { companyId, hasEmail })).items.map(({ name }) => name);
    expect([await names(true), await names(false)]).toEqual([["Written to"], ["By telephone"]]);
  });

  test("keeps several phones, a title and an owner, and forgets what is emptied", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const phones = ["+39 031 1", "+39 031 2"];
    const made = { name: "M", phones, jobTitle: "CEO", ownerId: acme.bo.id };
    const { id } = await ana.calls(createContact, made);

    expect(await ana.calls(readContact, { id })).toMatchObject({ ...made, phone: phones[0] });
    const change = { id, phones: [], jobTitle: null, ownerId: null };
    await ana.calls(updateContact, change);
    const now = { phones: [], phone: null, jobTitle: null, ownerId: null };
    expect(await ana.calls(readContact, { id })).toMatchObject(now);
  });

  test("refuses an owner who is nobody or does not work here", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const guest = await acme.user("Guest", { serviceAccess: false });
    const { id } = await ana.calls(createContact, { name: "M" });
    const unknown = { refused: "owner_unknown" };
    const barred = { refused: "owner_without_access" };

    const make = (ownerId: string) => ana.calls(createContact, { name: "X", ownerId });
    const give = (ownerId: string) => ana.calls(updateContact, { id, ownerId });
    for (const ask of [make, give]) {
      expect(await ask(randomUUID())).toEqual(unknown);
      expect(await ask(guest.id)).toEqual(barred);
    }
    expect(await listed(acme)).toEqual(["M"]);
  });

  test("refuses a company that is not there", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createContact, { name: "M" });
    const companyId = randomUUID();

    const no = { refused: "company_not_found" };
    expect(await ana.calls(createContact, { name: "X", companyId })).toEqual(no);
    expect(await ana.calls(updateContact, { id, companyId })).toEqual(no);
  });
});

describe("a deleted contact", () => {
  const mara = { name: "Mara", emails: ["mara@lux.example", "m@lux.example"] };

  test("H3: is in no list and cannot be read, and comes back as it was", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createContact, mara);

    expect(await ana.calls(deleteContact, { id })).toBeNull();
    expect(await listed(acme)).toEqual([]);
    expect(await ana.calls(readContact, { id })).toEqual(gone);
    expect(await ana.calls(updateContact, { id, name: "X" })).toEqual(gone);
    expect(await ana.calls(deleteContact, { id })).toEqual(gone);

    expect(await ana.calls(restoreContact, { id })).toMatchObject(mara);
    expect(await listed(acme, "m@lux")).toEqual(["Mara"]);
    expect(await ana.calls(restoreContact, { id })).toEqual(gone);
  });

  test("frees its addresses, and takes back only what nobody has taken", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createContact, mara);
    await ana.calls(deleteContact, { id });
    await ana.calls(createContact, { name: "New", emails: ["mara@lux.example"] });

    const back = await ana.calls(restoreContact, { id });

    expect(back.emails).toEqual(["m@lux.example"]);
  });

  test("stays named on its tickets, which can be changed, but is not put on others", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const [ticket, other] = [await acme.ticket(), await acme.ticket({ subject: "Other" })];
    const id = ticket.contact?.id ?? "";
    await ana.calls(updateTicket, { number: other.number, contactIds: [] });
    await ana.calls(deleteContact, { id });
    const bob = await ana.calls(createContact, { name: "Bob" });

    const { number } = ticket;
    const both = await ana.calls(updateTicket, { number, contactIds: [id, bob.id] });
    expect(both.contacts.map(({ name }) => name)).toEqual(["Mara Rossi", "Bob"]);
    const put = { number: other.number, contactIds: [id] };
    expect(await ana.calls(updateTicket, put)).toEqual(gone);
    expect(await ana.calls(readTicket, { number })).toMatchObject({
      contact: { name: "Mara Rossi" },
    });
  });
});

describe("a deleted company", () => {
  const no = { refused: "company_not_found" };

  test("H3: leaves its contacts without one, and comes back with them and its free domains", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const domains = ["lux.example", "lux.test"];
    const { id } = await ana.calls(createCompany, { name: "Lux", domains });
    const mara = await ana.calls(createContact, { name: "Mara", emails: ["m@lux.example"] });
    await ana.calls(deleteCompany, { id });

    expect(await firms(acme)).toEqual([]);
    expect(await ana.calls(readCompany, { id })).toEqual(no);
    expect(await ana.calls(updateCompany, { id, name: "X" })).toEqual(no);
    expect(await ana.calls(deleteCompany, { id })).toEqual(no);
    expect(await ana.calls(readContact, { id: mara.id })).toMatchObject({ companyId: null });
    expect(await listed(acme, "lux.test")).toEqual([]);

    await ana.calls(createCompany, { name: "New", domains: ["lux.test"] });
    expect(await ana.calls(restoreCompany, { id })).toMatchObject({ domains: ["lux.example"] });
    expect(await ana.calls(readContact, { id: mara.id })).toMatchObject({ companyId: id });
    expect(await ana.calls(restoreCompany, { id })).toEqual(no);
  });

  test("of another desk can neither be deleted nor taken back", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id } = await acme.as(acme.ana).calls(createCompany, { name: "Lux" });
    const contact = await acme.as(acme.ana).calls(createContact, { name: "M" });
    const spy = rival.as(rival.owner);

    expect(await spy.calls(deleteCompany, { id })).toEqual(no);
    expect(await spy.calls(deleteContact, { id: contact.id })).toEqual(gone);
    await acme.as(acme.ana).calls(deleteCompany, { id });
    await acme.as(acme.ana).calls(deleteContact, { id: contact.id });
    expect(await spy.calls(restoreCompany, { id })).toEqual(no);
    expect(await spy.calls(restoreContact, { id: contact.id })).toEqual(gone);
  });
});

describe("the contacts of a company", () => {
  test("are listed page by page", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id: companyId } = await ana.calls(createCompany, { name: "Lux" });
    for (const name of ["C", "A", "B"]) await ana.calls(createContact, { name, companyId });
    await ana.calls(createContact, { name: "Stranger" });

    const first = await ana.calls(listContacts, { companyId, limit: 2 });
    const rest = await ana.calls(listContacts, { companyId, cursor: first.nextCursor ?? "" });

    expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(["A", "B", "C"]);
  });
});
