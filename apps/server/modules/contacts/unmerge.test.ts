/** A merge that is taken back leaves the desk exactly as it was, whatever was chosen. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { createCompany, createContact, updateCompany, updateContact } from "#contract/contacts.ts";
import { createDeal } from "#contract/deals.ts";
import { markDistinct } from "#contract/doubles.ts";
import { mergeCompanies, mergeContacts, undoMerge } from "#contract/merges.ts";
import { createProperty } from "#contract/properties.ts";
import { pullActivities, updateTicket } from "#contract/tickets.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";

let acme: TestDesk;

beforeAll(async () => {
  acme = await desk();
});

/** What grows with everything that happens. */
const logs = ["record_changes", "record_merges", "events", "jobs", "sessions", "attempts"];

/** Every row of the desk, in every table. */
async function wholeDesk() {
  const tables = await rowsOf<{ name: string }>(
    `select c.table_name as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.column_name = 'desk_id' and c.table_schema = 'public' and t.table_type = 'BASE TABLE' order by 1`,
  );
  const parts = tables
    .filter(({ name }) => !logs.includes(name))
    .map(
      ({ name }) =>
        `select '${name} ' || to_jsonb(t)::text as row from ${name} t where desk_id = $1`,
    );
  const rows = await rowsOf<{ row: string }>(`${parts.join(" union all ")} order by 1`, [acme.id]);
  return rows.map(({ row }) => row);
}

async function ownProperties(kind: "contact" | "company") {
  for (const label of ["Machine", "Serial", "Place"])
    await acme.as(acme.owner).calls(createProperty, { kind, label, type: "text" });
}

/** Two contacts with everything that can hang on one, also on both at once. */
async function twoContacts() {
  const ana = acme.as(acme.ana);
  await ownProperties("contact");
  const from = (name: string) => ({ name, address: `${name.toLowerCase()}@gmail.com` });
  const work = await acme.ticket({ subject: "From work", from: from("Mara") });
  const home = await acme.ticket({ subject: "From home", from: from("Maria") });
  const both = await acme.ticket({ subject: "Both", from: from("Mara") });
  const [a, b] = [work.contact?.id ?? "", home.contact?.id ?? ""];
  for (const { number } of [both, home])
    await ana.calls(updateTicket, { number, contactIds: [b, a] });
  for (const [number, id] of [
    [home.number, b],
    [both.number, a],
    [both.number, b],
  ] as const)
    await ana.calls(pullActivities, { number, kind: "contact", id, range: "all" });
  for (const contactIds of [[a], [b], [b, a]])
    await ana.calls(createDeal, { name: "Deal", contactIds });
  const rest = await Promise.all(
    ["C", "D", "E"].map((name) =>
      ana.calls(createContact, { name, emails: [`${name}@c.example`] }),
    ),
  );
  const [c, d, e] = rest.map(({ id }) => id);
  await ana.calls(mergeContacts, { id: b, mergedId: c ?? "" });
  for (const [id, otherId] of [
    [b, d],
    [b, e],
    [a, e],
  ] as const)
    await ana.calls(markDistinct, { kind: "contact", id, otherId: otherId ?? "" });
  return [a, b] as const;
}

async function twoCompanies() {
  const ana = acme.as(acme.ana);
  await ownProperties("company");
  const make = (name: string, domains: string[]) => ana.calls(createCompany, { name, domains });
  const { id: a } = await make("Fiat Lux", ["lux.example", "fiatlux.test"]);
  const { id: b } = await make("Fiat Lux Srl", ["fiatlux.example", "fiat-lux.example"]);
  const rest = await Promise.all(["C", "D", "E"].map((name) => make(name, [`${name}.example`])));
  const [c, d, e] = rest.map(({ id }) => id);
  for (const companyId of [a, b]) {
    await ana.calls(createContact, { name: "Ida", companyId });
    await ana.calls(createDeal, { name: "Deal", companyId });
    const { number } = await acme.ticket({ subject: "Help" });
    await ana.calls(updateTicket, { number, companyId });
    await ana.calls(pullActivities, { number, kind: "company", id: companyId, range: "all" });
  }
  await ana.calls(mergeCompanies, { id: b, mergedId: c ?? "" });
  for (const [id, otherId] of [
    [b, d],
    [b, e],
    [a, e],
  ] as const)
    await ana.calls(markDistinct, { kind: "company", id, otherId: otherId ?? "" });
  return [a, b] as const;
}

const own = ["property:machine", "property:serial", "property:place"] as const;
const text = fc.constantFrom(null, "Grigna", "Resegone");
const properties = fc.record({ machine: text, serial: text, place: text });
const phones = fc.subarray(["+39 031 1", "0039 031 1", "+39 333", "+39 02 7"]);
const leave = fc.subarray([...own]);

const contactChoices = ["name", "jobTitle", "companyId", "ownerId", "email", "phone"] as const;
const companyChoices = ["name", "ownerId", "domain"] as const;

describe("taking a merge back", () => {
  test("S30: leaves the whole desk as it was, whatever was chosen of two contacts", async () => {
    const [a, b] = await twoContacts();
    const ana = acme.as(acme.ana);
    const owner = fc.constantFrom(null, acme.ana.id, acme.bo.id);
    const side = fc.record({ phones, properties, ownerId: owner, jobTitle: text });
    const take = fc.subarray([...contactChoices, ...own]);
    const choices = fc.record({ mine: side, other: side, take, leave, isSwapped: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(choices, async ({ mine, other, isSwapped, ...chosen }) => {
        await ana.calls(updateContact, { id: a, ...mine });
        await ana.calls(updateContact, { id: b, ...other });
        const before = await wholeDesk();
        const [id, mergedId] = isSwapped ? [b, a] : [a, b];

        const { mergeId } = await ana.calls(mergeContacts, { id, mergedId, ...chosen });
        expect(await wholeDesk()).not.toEqual(before);
        await ana.calls(undoMerge, { id: mergeId });

        expect(await wholeDesk()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  test("S30: leaves the whole desk as it was, whatever was chosen of two companies", async () => {
    const [a, b] = await twoCompanies();
    const ana = acme.as(acme.ana);
    const side = fc.record({ properties, ownerId: fc.constantFrom(null, acme.ana.id, acme.bo.id) });
    const take = fc.subarray([...companyChoices, ...own]);
    const choices = fc.record({ mine: side, other: side, take, leave, isSwapped: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(choices, async ({ mine, other, isSwapped, ...chosen }) => {
        await ana.calls(updateCompany, { id: a, ...mine });
        await ana.calls(updateCompany, { id: b, ...other });
        const before = await wholeDesk();
        const [id, mergedId] = isSwapped ? [b, a] : [a, b];

        const { mergeId } = await ana.calls(mergeCompanies, { id, mergedId, ...chosen });
        expect(await wholeDesk()).not.toEqual(before);
        await ana.calls(undoMerge, { id: mergeId });

        expect(await wholeDesk()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });
});
