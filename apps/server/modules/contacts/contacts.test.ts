import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  listCompanies,
  listContacts,
  readCompany,
  readContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import { desk, type TestDesk } from "#testkit";
import { companyForAddress } from "./company.ts";
import { contactForAddress } from "./find.ts";

const names = async (acme: TestDesk, ask: { q?: string; limit?: number; cursor?: string } = {}) =>
  (await acme.as(acme.ana).calls(listContacts, ask)).items.map(({ name }) => name);

const writesFrom = (acme: TestDesk, address: string, name = "") =>
  acme.house.platform.db
    .transaction()
    .execute((tx) => contactForAddress(tx, acme.id, { name, address }, new Date()));

describe("contacts", () => {
  test("are listed by name, page by page, each once", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    for (const name of ["bob", "Ada", "Éva", "bob", "Zoe"])
      await ana.calls(createContact, { name });

    const first = await ana.calls(listContacts, { limit: 2 });
    const second = await ana.calls(listContacts, { limit: 3, cursor: first.nextCursor ?? "" });

    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual([
      ...["Ada", "bob", "bob", "Zoe", "Éva"],
    ]);
    expect(second.nextCursor).toBeNull();
    expect(await ana.calls(listContacts, { cursor: "bm9wZQ" })).toEqual({
      refused: "cursor_invalid",
    });
  });

  test("are paged through also where the last one's name is as long as can be", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    for (const sign of ["水", "愛"]) await ana.calls(createContact, { name: sign.repeat(200) });
    const first = await ana.calls(listContacts, { limit: 1 });
    const next = await ana.calls(listContacts, { limit: 1, cursor: first.nextCursor ?? "" });
    expect(next.items.map(({ name }) => name.slice(0, 1))).toEqual(["水"]);
  });

  test("are found by pieces of name, address and company, in any order and case", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id: companyId } = await ana.calls(createCompany, {
      name: "Fiat Lux",
      domains: ["lux.example"],
    });
    const mara = { name: "Mara Rossi", emails: ["mara@lux.example"], companyId };
    await ana.calls(createContact, mara);
    await ana.calls(createContact, { name: "100%_\\ Bob" });

    for (const q of ["ROSSI mar", "@lux", "fiat", "mara lux.exa"])
      expect(await names(acme, { q }), q).toEqual(["Mara Rossi"]);
    expect(await names(acme, { q: "%_\\" })).toEqual(["100%_\\ Bob"]);
    expect(await names(acme, { q: "nobody" })).toEqual([]);
    await ana.calls(updateCompany, { id: companyId, name: "Helios" });
    expect(await names(acme, { q: "helios" })).toEqual(["Mara Rossi"]);
  });

  test("S30: share no address: the second is told whose it is", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const emails = [" A@X.example "];
    const first = await ana.calls(createContact, { name: "A", emails });
    const second = await ana.calls(createContact, { name: "B" });
    const taken = {
      refused: "email_taken",
      email: "a@x.example",
      contactId: first.id,
      contactName: "A",
    };

    expect(first.emails).toEqual(["a@x.example"]);
    expect(await ana.calls(createContact, { name: "B", emails })).toEqual(taken);
    expect(await ana.calls(updateContact, { id: second.id, emails })).toEqual(taken);
    expect(await names(acme)).toEqual(["A", "B"]);
  });

  test("keep what a change does not speak of, and their first address first", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const emails = ["a@x.example", "b@x.example"];
    const { id } = await ana.calls(createContact, {
      name: "A",
      emails,
      phones: ["1", "2"],
      jobTitle: "CEO",
    });

    await ana.calls(updateContact, { id, emails: emails.toReversed() });

    expect(await ana.calls(readContact, { id })).toMatchObject({
      ...{
        email: "b@x.example",
        emails: emails.toReversed(),
        phone: "1",
        phones: ["1", "2"],
        jobTitle: "CEO",
      },
    });
  });

  test("of another desk are not there", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id } = await acme.as(acme.ana).calls(createContact, { name: "A" });
    const bo = rival.as(rival.ana);

    expect(await bo.calls(readContact, { id })).toEqual({ refused: "contact_not_found" });
    const change = { id, name: "Mine" };
    expect(await bo.calls(updateContact, change)).toEqual({ refused: "contact_not_found" });
    expect(await names(rival)).toEqual([]);
  });

  test("say how many open tickets they have, as far as one may see them", async () => {
    const acme = await desk();
    const { contact } = await acme.ticket();
    await acme.ticket();
    const own = { reach: "own", unassigned: false } as const;
    const cy = await acme.user("Cy", { tickets: { view: own, edit: own, delete: own } });
    const id = contact?.id ?? "";

    expect(await acme.as(acme.ana).calls(readContact, { id })).toMatchObject({ openTickets: 2 });
    expect(await acme.as(cy).calls(readContact, { id })).toMatchObject({ openTickets: 0 });
  });
});

describe("the contact of an address", () => {
  test("is one, however many mails arrive at once and however it is written", async () => {
    const acme = await desk();
    const spellings = ["zoe@zoo.example", "Zoe@Zoo.example", "ZOE@ZOO.EXAMPLE"];

    const found = await Promise.all(
      Array.from({ length: 12 }, (_, at) => writesFrom(acme, spellings[at % 3] ?? "", "Zoe")),
    );

    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    expect(found.filter(({ created }) => created)).toHaveLength(1);
    const { items } = await acme.as(acme.ana).calls(listCompanies, {});
    expect(items).toMatchObject([{ name: "zoo.example", domain: "zoo.example" }]);
  });

  test("takes the name that a later mail tells, but never loses one", async () => {
    const acme = await desk();
    await writesFrom(acme, "zoe@zoo.example");
    expect(await names(acme)).toEqual(["zoe@zoo.example"]);

    await writesFrom(acme, "zoe@zoo.example", "Zoe Zimmer");
    await writesFrom(acme, "zoe@zoo.example", "Somebody else");

    expect(await names(acme, { q: "zimmer" })).toEqual(["Zoe Zimmer"]);
  });

  test("at a provider of private mail has no company", async () => {
    const acme = await desk();
    expect(await writesFrom(acme, "zoe@gmail.com", "Zoe")).toMatchObject({ companyId: null });
  });

  test("is not left half made", async () => {
    const acme = await desk();
    await acme.breaks("contact_emails");
    await expect(writesFrom(acme, "zoe@zoo.example")).rejects.toThrow("broken");
    expect(await names(acme)).toEqual([]);
  });
});

describe("companies", () => {
  test("share no domain", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createCompany, { name: "A", domains: ["A.example", "a.test"] });
    const other = await ana.calls(createCompany, { name: "B" });

    const domains = ["a.test"];
    const whose = { domain: "a.test", companyId: id, companyName: "A" };
    const taken = { refused: "domain_taken", ...whose };
    expect(await ana.calls(createCompany, { name: "C", domains })).toEqual(taken);
    expect(await ana.calls(updateCompany, { id: other.id, domains })).toEqual(taken);
    const kept = { domain: "a.example", domains: ["a.example", "a.test"] };
    expect(await ana.calls(readCompany, { id })).toMatchObject(kept);
    const nowhere = { id: randomUUID(), name: "X" };
    expect(await ana.calls(updateCompany, nowhere)).toEqual({ refused: "company_not_found" });
  });

  test("are found by the domain of an address", async () => {
    const acme = await desk();
    const { id } = await acme
      .as(acme.ana)
      .calls(createCompany, { name: "A", domains: ["a.example"] });
    const { db } = acme.house.platform;
    const found = await db
      .transaction()
      .execute((tx) => companyForAddress(tx, acme.id, "x@A.example", new Date()));
    expect(found).toMatchObject({ id, name: "A" });
  });
});
