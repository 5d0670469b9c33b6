/** Of two records that become one each value is chosen: that of the one that stays, or of the other. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  readCompany,
  readContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import { mergeCompanies, mergeContacts, undoMerge } from "#contract/merges.ts";
import { archiveProperty, createProperty } from "#contract/properties.ts";
import { readCompanyTimeline, readContactTimeline } from "#contract/timeline.ts";
import { desk, type TestDesk } from "#testkit";

let acme: TestDesk;

beforeAll(async () => {
  acme = await desk();
  const owner = acme.as(acme.owner);
  for (const kind of ["contact", "company"] as const) {
    for (const label of ["Machine", "Serial", "Place"])
      await owner.calls(createProperty, { kind, label, type: "text" });
    const options = [{ label: "Gold" }, { label: "Tin" }];
    await owner.calls(createProperty, { kind, label: "Rank", type: "choice", options });
    const condition = { property: "rank", values: ["gold"], shows: true, requires: true };
    await owner.calls(createProperty, { kind, label: "Hotline", type: "text", condition });
    const old = await owner.calls(createProperty, { kind, label: "Old", type: "text" });
    await owner.calls(archiveProperty, { id: old.id ?? "" });
  }
});

const contacts = {
  ...{ kind: "contact", make: createContact, change: updateContact, read: readContact },
  ...{ merge: mergeContacts, history: readContactTimeline },
} as const;
const companies = {
  ...{ kind: "company", make: createCompany, change: updateCompany, read: readCompany },
  ...{ merge: mergeCompanies, history: readCompanyTimeline },
} as const;

describe.each([contacts, companies])("what is chosen of two, each a $kind", (of) => {
  const stays = { machine: "Grigna", place: "Como" };
  const goes = { machine: "Resegone", serial: "R-7" };

  async function two(mine: Record<string, string> = stays, other: Record<string, string> = goes) {
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(of.make, { name: "Stays", properties: mine });
    const { id: mergedId } = await ana.calls(of.make, { name: "Goes", properties: other });
    return { ana, id, mergedId };
  }

  test("S30: an own value of the other one stands, also where that is none, is told, and goes back", async () => {
    const { ana, id, mergedId } = await two();
    const take = ["property:machine" as const, "property:place" as const];

    const { mergeId } = await ana.calls(of.merge, { id, mergedId, take });

    const properties = { machine: "Resegone", serial: "R-7" };
    expect((await ana.calls(of.read, { id })).properties).toEqual(properties);
    const told = async () =>
      (await ana.calls(of.history, { id })).items.flatMap((one) =>
        one.kind === "change" && one.property === "property:machine" && one.what === "changed"
          ? [[one.by.name, one.from, one.to]]
          : [],
      );
    expect(await told()).toEqual([[acme.ana.name, "Grigna", "Resegone"]]);
    await ana.calls(undoMerge, { id: mergeId });
    expect((await ana.calls(of.read, { id })).properties).toEqual(stays);
    expect((await ana.calls(of.read, { id: mergedId })).properties).toEqual(goes);
    expect(await told()).toContainEqual([acme.ana.name, "Resegone", "Grigna"]);
  });

  test("S30: an own value that is left empty stays so", async () => {
    const { ana, id, mergedId } = await two();
    await ana.calls(of.merge, { id, mergedId, leave: ["property:serial"] });
    expect((await ana.calls(of.read, { id })).properties).toEqual(stays);
  });

  test("S30: an undo leaves a chosen value alone that somebody has changed since", async () => {
    const { ana, id, mergedId } = await two();
    const take = ["property:machine" as const, "property:place" as const];
    const { mergeId } = await ana.calls(of.merge, { id, mergedId, take });
    await ana.calls(of.change, { id, properties: { machine: "Legnone" } });

    await ana.calls(undoMerge, { id: mergeId });

    const properties = { machine: "Legnone", place: "Como" };
    expect((await ana.calls(of.read, { id })).properties).toEqual(properties);
  });

  test("S30: refuses properties that the desk does not have or has archived", async () => {
    const { ana, id, mergedId } = await two();
    const no = { refused: "property_unknown" };
    for (const name of ["property:nothing", "property:old"] as const) {
      expect(await ana.calls(of.merge, { id, mergedId, take: [name] })).toMatchObject(no);
      expect(await ana.calls(of.merge, { id, mergedId, leave: [name] })).toMatchObject(no);
    }
    expect(await ana.calls(of.read, { id: mergedId })).toMatchObject({ id: mergedId });
  });

  test("S30: refuses what it does not know", async () => {
    const { ana, id, mergedId } = await two();
    const odd = { id, mergedId, take: ["shoeSize" as "name"] };
    expect(await ana.calls(of.merge, odd)).toMatchObject({ refused: "invalid_input" });
  });

  test("S30: refuses a choice that asks for another value which neither has", async () => {
    const { ana, id, mergedId } = await two({ rank: "tin" }, { rank: "tin" });
    await ana.calls(of.change, { id: mergedId, properties: { rank: "gold", hotline: "1" } });
    const take = ["property:rank" as const];
    const merge = (leave: "property:hotline"[]) =>
      ana.calls(of.merge, { id, mergedId, take, leave });

    const missing = ["hotline"];
    const no = { refused: "properties_missing", missing };
    expect(await merge(["property:hotline"])).toEqual(no);
    await merge([]);
    const properties = { rank: "gold", hotline: "1" };
    expect((await ana.calls(of.read, { id })).properties).toEqual(properties);
  });
});

describe("whose stands first", () => {
  test("S30: of addresses and phones all stay, the chosen ones first, and go back in their order", async () => {
    const ana = acme.as(acme.ana);
    const mine = { emails: ["a@one.example", "b@one.example"], phones: ["+39 031 1", "+39 031 2"] };
    const other = { emails: ["c@one.example", "d@one.example"], phones: ["0039 0312", "+39 333"] };
    const one = await ana.calls(createContact, { name: "One", ...mine });
    const { id: mergedId } = await ana.calls(createContact, { name: "Two", ...other });
    const two = await ana.calls(readContact, { id: mergedId });

    const ids = { id: one.id, mergedId };
    const { contact, mergeId } = await ana.calls(mergeContacts, {
      ...ids,
      take: ["email", "phone"],
    });

    const emails = ["c@one.example", "a@one.example", "b@one.example", "d@one.example"];
    expect(contact).toMatchObject({ email: emails[0], emails });
    expect(contact.phones).toEqual(["+39 031 2", "+39 031 1", "+39 333"]);
    await ana.calls(undoMerge, { id: mergeId });
    expect(await ana.calls(readContact, { id: one.id })).toEqual(one);
    expect(await ana.calls(readContact, { id: mergedId })).toEqual(two);
  });

  test("S30: of domains all stay, the chosen one first, and what was reordered since stays so", async () => {
    const ana = acme.as(acme.ana);
    const make = (name: string, domains: string[]) => ana.calls(createCompany, { name, domains });
    const { id } = await make("One", ["a.example", "b.example"]);
    const { id: mergedId } = await make("Two", ["c.example", "d.example"]);

    const ids = { id, mergedId };
    const { company, mergeId } = await ana.calls(mergeCompanies, { ...ids, take: ["domain"] });

    expect(company.domains).toEqual(["c.example", "a.example", "b.example", "d.example"]);
    const domains = ["d.example", "b.example", "c.example", "a.example"];
    await ana.calls(updateCompany, { id, domains });
    await ana.calls(undoMerge, { id: mergeId });
    const now = async (of: string) => (await ana.calls(readCompany, { id: of })).domains;
    expect(await now(id)).toEqual(["b.example", "a.example"]);
    expect(await now(mergedId)).toEqual(["c.example", "d.example"]);
  });
});
