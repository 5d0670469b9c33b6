/** Doubles of the whole desk: found by what two share, merged or told apart, and never shown twice. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createCompany, createContact, deleteContact, updateContact } from "#contract/contacts.ts";
import { type Double, listDoubles, markDistinct, unmarkDistinct } from "#contract/doubles.ts";
import {
  listCompanyDoubles,
  listContactDoubles,
  mergeContacts,
  undoMerge,
} from "#contract/merges.ts";
import { desk, type TestDesk } from "#testkit";

const kind = "contact" as const;
const said = ({ a, b, reasons }: Double) =>
  `${[a.name, b.name].toSorted().join(" & ")}: ${reasons.join(", ")}`;
const doubles = async (acme: TestDesk, of: "contact" | "company" = kind) =>
  (await acme.as(acme.ana).calls(listDoubles, { kind: of })).items.map((one) => said(one));

async function two() {
  const acme = await desk();
  const ana = acme.as(acme.ana);
  const { id } = await ana.calls(createContact, { name: "Mara Rossi", phones: ["+39 031 123456"] });
  const other = await ana.calls(createContact, { name: "M. Rossi", phones: ["0039 031 12 34 56"] });
  return { acme, ana, id, otherId: other.id };
}

describe("possible doubles of the desk", () => {
  test("S30: contacts that share a phone, an address in another spelling, or name and company, each two once", async () => {
    const { acme, ana } = await two();
    const firm = await ana.calls(createCompany, { name: "Fiat Lux" });
    const make = (name: string, more: object) => ana.calls(createContact, { name, ...more });
    await make("Nina Blu", { emails: ["nina.blu@x.example"], companyId: null });
    await make("Blu", { emails: ["ninablu+shop@x.example"], companyId: null });
    await make("Ugo", { companyId: firm.id, phones: ["+39 02 777 777"] });
    await make("ugo", { companyId: firm.id, phones: ["+39 02 777777"] });
    await make("Ida Colli", { companyId: null });
    await make("ida colli", { companyId: null });
    await make("Ada", { companyId: null, emails: ["info@a.example"], phones: ["12"] });
    await make("Ada", { companyId: null, emails: ["info@b.example"], phones: ["12"] });

    expect((await doubles(acme)).toSorted()).toEqual([
      "Blu & Nina Blu: address",
      "Ida Colli & ida colli: name",
      "M. Rossi & Mara Rossi: phone",
      "Ugo & ugo: phone, name",
    ]);
  });

  test("S30: companies that share a domain's name or a name", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    await ana.calls(createCompany, { name: "Lux", domains: ["fiatlux.example"] });
    await ana.calls(createCompany, { name: "Fiat Lux", domains: ["fiatlux.test"] });
    await ana.calls(createCompany, { name: "LUX" });
    expect(await doubles(acme, "company")).toEqual(["Fiat Lux & Lux: domain", "LUX & Lux: name"]);
  });

  test("S30: are read page by page, each once, whatever they share", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    for (const name of ["A", "B", "C", "D"])
      await ana.calls(createContact, { name, phones: ["031 123456", "031 654321"] });
    const whole = await doubles(acme);
    expect(whole).toHaveLength(6);

    const found: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const ask = { kind, limit: 4, ...(cursor ? { cursor } : {}) };
      const page: { items: Double[]; nextCursor: string | null } = await ana.calls(
        listDoubles,
        ask,
      );
      found.push(...page.items.map((one) => said(one)));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(whole);
    const bad = { cursor: "bm9wZQ" };
    expect(await ana.calls(listDoubles, bad)).toEqual({ refused: "cursor_invalid" });
  });

  test("what more than ten share says nothing", async () => {
    const { acme, ana } = await two();
    for (let at = 0; at < 9; at++)
      await ana.calls(createContact, { name: `At the desk ${at}`, phones: ["+39 031 123456"] });
    expect(await doubles(acme)).toEqual([]);
  });

  test("those that were deleted or merged are not there; an undo brings them back", async () => {
    const { acme, ana, id, otherId } = await two();
    const { mergeId } = await ana.calls(mergeContacts, { id, mergedId: otherId });
    expect(await doubles(acme)).toEqual([]);
    await ana.calls(undoMerge, { id: mergeId });
    expect(await doubles(acme)).toHaveLength(1);
    await ana.calls(deleteContact, { id: otherId });
    expect(await doubles(acme)).toEqual([]);
  });

  test("of another desk are not there", async () => {
    await two();
    const rival = await desk();
    expect(await doubles(rival)).toEqual([]);
  });
});

describe("two that are not the same", () => {
  test("S30: are not listed any more, on the page and beside the contact, until it is taken back", async () => {
    const { acme, ana, id, otherId } = await two();

    await ana.calls(markDistinct, { kind, id: otherId, otherId: id });
    await ana.calls(markDistinct, { kind, id, otherId });
    expect(await doubles(acme)).toEqual([]);
    expect((await ana.calls(listContactDoubles, { id })).items).toEqual([]);
    await ana.calls(updateContact, { id: otherId, name: "Mara Rossi" });
    expect(await doubles(acme)).toEqual([]);

    await ana.calls(unmarkDistinct, { kind, id, otherId });
    expect(await doubles(acme)).toEqual(["Mara Rossi & Mara Rossi: phone, name"]);
    const told = (await acme.events()).filter(({ type }) => type === "contact.changed");
    expect(told.slice(-2).map(({ ids }) => ids)).toEqual(
      [id, otherId].toSorted().map((contactId) => ({ contactId })),
    );
  });

  test("S30: companies, too", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    const { id } = await ana.calls(createCompany, { name: "Lux" });
    const { id: otherId } = await ana.calls(createCompany, { name: "lux" });
    await ana.calls(markDistinct, { kind: "company", id, otherId });
    expect(await doubles(acme, "company")).toEqual([]);
    expect((await ana.calls(listCompanyDoubles, { id })).items).toEqual([]);
  });

  test("refuses itself, those who are not there, and another desk's", async () => {
    const { ana, id, otherId } = await two();
    const rival = await desk();
    const nobody = randomUUID();
    for (const operation of [markDistinct, unmarkDistinct]) {
      const asks = (who: typeof ana, two: { id: string; otherId: string }) =>
        who.calls(operation, { kind, ...two });
      expect(await asks(ana, { id, otherId: id })).toEqual({ refused: "merge_self" });
      const gone = { refused: "contact_not_found" };
      expect(await asks(ana, { id, otherId: nobody })).toEqual(gone);
      expect(await asks(rival.as(rival.owner), { id, otherId })).toEqual(gone);
      expect(await ana.calls(operation, { kind: "company", id, otherId })).toEqual({
        refused: "company_not_found",
      });
    }
  });
});
