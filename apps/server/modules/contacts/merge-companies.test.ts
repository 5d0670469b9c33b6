/** What a company has follows it into another one, and back; the rest of merging is in the tests of contacts. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  deleteCompany,
  listCompanies,
  readCompany,
  readContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import { createDeal, listDeals } from "#contract/deals.ts";
import { listDoubles, markDistinct } from "#contract/doubles.ts";
import { listCompanyDoubles, mergeCompanies, mergeContacts, undoMerge } from "#contract/merges.ts";
import { pullActivities, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { readCompanyTimeline } from "#contract/timeline.ts";
import { desk, type TestDesk } from "#testkit";

let acme: TestDesk;
let rival: TestDesk;

beforeAll(async () => {
  [acme, rival] = await Promise.all([desk(), desk()]);
});

const none = { refused: "company_not_found" };
const make = async (name: string, domains: string[] = []) =>
  (await acme.as(acme.ana).calls(createCompany, { name, domains })).id;

describe("merging companies", () => {
  test("S30: deals, the timeline and what was pulled onto a ticket follow", async () => {
    const ana = acme.as(acme.ana);
    const [id, mergedId] = [await make("Stays"), await make("Goes")];
    const deal = await ana.calls(createDeal, { name: "Grinder", companyId: mergedId });
    await ana.calls(updateCompany, { id: mergedId, name: "Went" });
    const old = await acme.ticket({ subject: "Old", text: "Long ago." });
    const { number } = await acme.ticket({ subject: "Now" });
    for (const one of [old.number, number])
      await ana.calls(updateTicket, { number: one, companyId: mergedId });
    const pull = { number, kind: "company", id: mergedId, range: "all" } as const;
    await ana.calls(pullActivities, pull);

    await ana.calls(mergeCompanies, { id, mergedId });

    const deals = await ana.calls(listDeals, { companyId: id });
    expect(deals.items.map((one) => one.id)).toEqual([deal.id]);
    const { items } = await ana.calls(readCompanyTimeline, { id });
    expect(items).toContainEqual(
      expect.objectContaining({ property: "name", from: "Goes", to: "Went" }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({
        what: "merged",
        to: "Went",
        by: expect.objectContaining({ id: acme.ana.id }),
      }),
    );
    const activity = await ana.calls(listActivity, { number });
    expect(activity.items.map(({ pulled }) => pulled?.preview)).toContain("Long ago.");
  });

  test("S30: the id of the one that went leads on, over a second merge and back by undo", async () => {
    const ana = acme.as(acme.ana);
    const [first, second, last] = [await make("First"), await make("Second"), await make("Last")];
    await ana.calls(mergeCompanies, { id: second, mergedId: first });
    const { mergeId } = await ana.calls(mergeCompanies, { id: last, mergedId: second });

    expect(await ana.calls(readCompany, { id: first })).toMatchObject({ id: last });
    expect(await ana.calls(updateCompany, { id: first, name: "X" })).toEqual(none);
    await ana.calls(undoMerge, { id: mergeId });
    expect(await ana.calls(readCompany, { id: first })).toMatchObject({ id: second });
  });

  test("S30: tells open screens, and so does the undo", async () => {
    const ana = acme.as(acme.ana);
    const [id, mergedId] = [await make("Told"), await make("Gone")];
    const { mergeId } = await ana.calls(mergeCompanies, { id, mergedId });
    await ana.calls(undoMerge, { id: mergeId });

    const events = (await acme.events()).filter(({ ids }) =>
      [id, mergedId].includes(String(ids["companyId"])),
    );
    const merged = { type: "company.merged", ids: { companyId: id } };
    expect(events.filter(({ type }) => type === "company.merged")).toEqual([merged, merged]);
    const changed = events.filter(({ ids }) => ids["companyId"] === mergedId);
    expect(changed.map(({ type }) => type)).toEqual([
      ...["company.changed", "company.changed", "company.changed"],
    ]);
  });

  test("S30: refuses another desk's, and an undo by another desk", async () => {
    const ana = acme.as(acme.ana);
    const [id, mergedId] = [await make("Ours"), await make("Ours, too")];
    const theirs = await rival.as(rival.ana).calls(createCompany, { name: "Theirs" });
    for (const other of [theirs.id, randomUUID()]) {
      expect(await ana.calls(mergeCompanies, { id, mergedId: other })).toEqual(none);
      expect(await ana.calls(mergeCompanies, { id: other, mergedId: id })).toEqual(none);
    }
    const { mergeId } = await ana.calls(mergeCompanies, { id, mergedId });
    const spy = rival.as(rival.owner);
    expect(await spy.calls(undoMerge, { id: mergeId })).toEqual({ refused: "merge_not_found" });
  });

  test("S30: is not taken back twice, nor once the one that stayed is gone", async () => {
    const ana = acme.as(acme.ana);
    const [id, mergedId] = [await make("Stays for now"), await make("Goes for good")];
    const ids = { id, mergedId };
    const first = await ana.calls(mergeCompanies, ids);
    await ana.calls(undoMerge, { id: first.mergeId });
    expect(await ana.calls(undoMerge, { id: first.mergeId })).toEqual({
      refused: "merge_not_found",
    });
    const second = await ana.calls(mergeCompanies, ids);
    await ana.calls(deleteCompany, { id });
    expect(await ana.calls(undoMerge, { id: second.mergeId })).toEqual({
      refused: "merge_changed",
    });
  });

  test("S30: happens once when two agents merge the same two at the same time", async () => {
    const [id, mergedId] = [await make("Twice one"), await make("Twice two")];
    const answers = await Promise.all([
      acme.as(acme.ana).calls(mergeCompanies, { id, mergedId }),
      acme.as(acme.bo).calls(mergeCompanies, { id: mergedId, mergedId: id }),
    ]);
    expect(answers.filter(({ refused }) => refused === "company_not_found")).toHaveLength(1);
    const { items } = await acme.as(acme.ana).calls(listCompanies, { q: "twice" });
    expect(items).toHaveLength(1);
  });

  test("S30: leaves both as they were when the last write fails", async () => {
    const ana = acme.as(acme.ana);
    const [id, mergedId] = [await make("Whole one"), await make("Whole two", ["whole.example"])];
    await acme.breaks("record_merges");
    expect(await ana.calls(mergeCompanies, { id, mergedId })).toEqual({ crashed: true });
    await acme.mends();
    const domains = ["whole.example"];
    expect(await ana.calls(readCompany, { id: mergedId })).toMatchObject({ id: mergedId, domains });
  });

  test("S30: a contact that is two again gets the company that its old one became", async () => {
    const ana = acme.as(acme.ana);
    const [old, heir, other] = [await make("Old firm"), await make("Heir"), await make("Other")];
    const one = await ana.calls(createContact, { name: "Ugo", companyId: old });
    const two = await ana.calls(createContact, { name: "Ugo B.", companyId: other });
    const ids = { id: one.id, mergedId: two.id };
    const { mergeId } = await ana.calls(mergeContacts, { ...ids, take: ["companyId"] });
    await ana.calls(mergeCompanies, { id: heir, mergedId: old });

    await ana.calls(undoMerge, { id: mergeId });

    expect(await ana.calls(readContact, { id: one.id })).toMatchObject({ companyId: heir });
    expect(await ana.calls(updateContact, { id: one.id, jobTitle: "Cook" })).toMatchObject({
      companyName: "Heir",
    });
  });
});

describe("doubles of companies", () => {
  const found = async (id: string) =>
    (await acme.as(acme.ana).calls(listCompanyDoubles, { id })).items.map(
      ({ company, reasons }) => `${company.name}: ${reasons.join(", ")}`,
    );

  test("S30: differ in spelling, accents, punctuation or legal form, or one is named after its domain", async () => {
    const id = await make("Caffè Larius S.r.l.");
    for (const name of ["Caffe Larius", "CAFFÈ-LARIUS SpA", "Caffè Larius GmbH & Co. KG"])
      await make(name);
    await make("caffelarius.example", ["caffelarius.example"]);
    for (const name of ["Caffè Lariuss", "Caffè", "Larius Srl"]) await make(name);

    expect((await found(id)).toSorted()).toEqual([
      "CAFFÈ-LARIUS SpA: name",
      "Caffe Larius: name",
      "Caffè Larius GmbH & Co. KG: name",
      "caffelarius.example: name",
    ]);
  });

  test("S30: have one domain under another ending, with a host before it, or a hyphen; hosts alone are none", async () => {
    const id = await make("Brianza", ["brianza.example"]);
    await make("In England", ["shop.brianza.co.uk"]);
    await make("With a hyphen", ["bri-anza.test"]);
    await make("Mail one", ["mail.one.example"]);
    const two = await make("Mail two", ["mail.two.example"]);

    expect((await found(id)).toSorted()).toEqual(["In England: domain", "With a hyphen: domain"]);
    expect(await found(two)).toEqual([]);
  });

  test("S30: names of nothing but a legal form or signs are only like themselves", async () => {
    const [srl, signs] = [await make("Srl"), await make("!!!")];
    await make("GmbH");
    await make("???");
    await make("srl");
    expect(await found(srl)).toEqual(["srl: name"]);
    expect(await found(signs)).toEqual([]);
  });

  test("S30: who was told apart from the one that went is told apart from the one that stays, until undo", async () => {
    const ana = acme.as(acme.ana);
    const [id, mergedId, third] = [
      ...[await make("Tre Valli"), await make("Tre Valli Srl"), await make("Tre-Valli")],
    ] as const;
    await ana.calls(markDistinct, { kind: "company", id: mergedId, otherId: third });
    const { mergeId } = await ana.calls(mergeCompanies, { id, mergedId });

    expect(await found(id)).toEqual([]);
    const ask = { kind: "company", limit: 100 } as const;
    const pairs = (await ana.calls(listDoubles, ask)).items.map(({ a, b }) => [a.id, b.id]);
    expect(pairs).not.toContainEqual([id, third].toSorted());
    await ana.calls(undoMerge, { id: mergeId });
    expect((await found(id)).toSorted()).toEqual(["Tre Valli Srl: name", "Tre-Valli: name"]);
  });
});
