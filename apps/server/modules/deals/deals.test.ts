/** Deals: what may be sold, to whom, with the tickets it is about. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createCompany, createContact, deleteContact } from "#contract/contacts.ts";
import {
  addDealToTicket,
  createDeal,
  deleteDeal,
  listDeals,
  readDeal,
  removeDealFromTicket,
  restoreDeal,
  updateDeal,
} from "#contract/deals.ts";
import { mergeContacts, undoMerge } from "#contract/merges.ts";
import { listActivity } from "#contract/activity.ts";
import { desk, type TestDesk } from "#testkit";

const gone = { refused: "deal_not_found" };
const names = async (acme: TestDesk, ask = {}) =>
  (await acme.as(acme.ana).calls(listDeals, ask)).items.map(({ name }) => name);

async function withDeal() {
  const acme = await desk();
  const ana = acme.as(acme.ana);
  const firm = await ana.calls(createCompany, { name: "Fiat Lux" });
  const mara = await ana.calls(createContact, { name: "Mara" });
  const deal = await ana.calls(createDeal, {
    ...{ name: "Two grinders", amount: 1234.56, currency: "CHF", closeOn: "2026-12-24" },
    ...{ companyId: firm.id, contactIds: [mara.id], ownerId: acme.bo.id },
  });
  return { acme, ana, firm, mara, deal, id: deal.id };
}

describe("a deal", () => {
  test("S30: keeps amount and currency, stage, close date, contacts, company and owner", async () => {
    const { acme, ana, firm, mara, deal, id } = await withDeal();

    expect(deal).toMatchObject({
      ...{ name: "Two grinders", amount: 1234.56, currency: "CHF", stage: "new" },
      ...{ closeOn: "2026-12-24", companyId: firm.id, companyName: "Fiat Lux" },
      ...{ contacts: [{ id: mara.id, name: "Mara" }], tickets: [], ownerId: acme.bo.id },
    });
    await ana.calls(updateDeal, { id, stage: "won", amount: null, contactIds: [] });
    const now = { ...deal, stage: "won", amount: null, contacts: [] };
    expect(await ana.calls(readDeal, { id })).toEqual(now);
  });

  test("is found by pieces of its name and company, by contact and by company, page by page", async () => {
    const { acme, ana, firm, mara } = await withDeal();
    await ana.calls(createDeal, { name: "Another" });
    await ana.calls(createDeal, { name: "zebra", companyId: firm.id });

    expect(await names(acme, { q: "GRIND lux" })).toEqual(["Two grinders"]);
    expect(await names(acme, { contactId: mara.id })).toEqual(["Two grinders"]);
    expect(await names(acme, { companyId: firm.id })).toEqual(["Two grinders", "zebra"]);
    const first = await ana.calls(listDeals, { limit: 2 });
    const rest = await ana.calls(listDeals, { cursor: first.nextCursor ?? "" });
    const all = [...first.items, ...rest.items].map(({ name }) => name);
    expect(all).toEqual(["Another", "Two grinders", "zebra"]);
    const bad = { cursor: "bm9wZQ" };
    expect(await ana.calls(listDeals, bad)).toEqual({ refused: "cursor_invalid" });
  });

  test("refuses a company, contact or owner who is not there, made or changed", async () => {
    const { acme, ana, mara, id } = await withDeal();
    const guest = await acme.user("Guest", { serviceAccess: false });
    const fresh = await ana.calls(createContact, { name: "Fresh" });
    await ana.calls(deleteContact, { id: fresh.id });
    const refusals: [object, string][] = [
      [{ companyId: randomUUID() }, "company_not_found"],
      [{ contactIds: [randomUUID()] }, "contact_not_found"],
      [{ contactIds: [mara.id, fresh.id] }, "contact_not_found"],
      [{ ownerId: randomUUID() }, "owner_unknown"],
      [{ ownerId: guest.id }, "owner_without_access"],
    ];
    for (const [change, refused] of refusals) {
      expect(await ana.calls(createDeal, { name: "X", ...change })).toEqual({ refused });
      expect(await ana.calls(updateDeal, { id, ...change })).toEqual({ refused });
    }
    expect(await names(acme)).toEqual(["Two grinders"]);
  });

  test("refuses an amount with three decimals and a currency that is no code", async () => {
    const { ana } = await withDeal();
    for (const change of [{ amount: 1.234 }, { amount: -1 }, { currency: "euro" }])
      expect(await ana.calls(createDeal, { name: "X", ...change })).toMatchObject({
        refused: "invalid_input",
      });
  });

  test("H3: is deleted and comes back as it was", async () => {
    const { acme, ana, deal, id } = await withDeal();

    await ana.calls(deleteDeal, { id });
    expect(await names(acme)).toEqual([]);
    expect(await ana.calls(readDeal, { id })).toEqual(gone);
    expect(await ana.calls(updateDeal, { id, name: "X" })).toEqual(gone);
    expect(await ana.calls(deleteDeal, { id })).toEqual(gone);

    expect(await ana.calls(restoreDeal, { id })).toEqual(deal);
    expect(await ana.calls(restoreDeal, { id })).toEqual(gone);
  });

  test("of another desk is not there", async () => {
    const { id } = await withDeal();
    const rival = await desk();
    const spy = rival.as(rival.owner);
    expect(await spy.calls(readDeal, { id })).toEqual(gone);
    expect(await spy.calls(updateDeal, { id, name: "Mine" })).toEqual(gone);
    expect(await spy.calls(deleteDeal, { id })).toEqual(gone);
    expect(await spy.calls(restoreDeal, { id })).toEqual(gone);
    const { number } = await rival.ticket();
    expect(await spy.calls(addDealToTicket, { id, number })).toEqual(gone);
    expect(await spy.calls(removeDealFromTicket, { id, number })).toEqual(gone);
  });

  test("follows its contact into a merge, and back", async () => {
    const { acme, ana, mara } = await withDeal();
    const twin = await ana.calls(createContact, { name: "Twin" });
    const merged = await ana.calls(mergeContacts, { id: twin.id, mergedId: mara.id });
    expect(await names(acme, { contactId: twin.id })).toEqual(["Two grinders"]);

    await ana.calls(undoMerge, { id: merged.mergeId });
    expect(await names(acme, { contactId: twin.id })).toEqual([]);
    expect(await names(acme, { contactId: mara.id })).toEqual(["Two grinders"]);
  });
});

describe("the deals of a ticket", () => {
  test("S30: are added and removed, once each, and the ticket's history tells it", async () => {
    const { acme, ana, id } = await withDeal();
    const { number } = await acme.ticket();

    await ana.calls(addDealToTicket, { id, number });
    await ana.calls(addDealToTicket, { id, number });
    expect(await names(acme, { ticketNumber: number })).toEqual(["Two grinders"]);
    expect((await ana.calls(readDeal, { id })).tickets).toMatchObject([{ number }]);
    await ana.calls(removeDealFromTicket, { id, number });
    await ana.calls(removeDealFromTicket, { id, number });

    expect(await names(acme, { ticketNumber: number })).toEqual([]);
    const history = (await ana.calls(listActivity, { number })).items.map(({ what }) => what);
    expect(history.filter((what) => what.startsWith("deal"))).toEqual([
      ...["deal_removed", "deal_added"],
    ]);
  });

  test("S7: show no ticket that the reader may not see, and are not asked through one", async () => {
    const { acme, ana, id } = await withDeal();
    const { number } = await acme.ticket();
    await ana.calls(addDealToTicket, { id, number });
    const own = { reach: "own", unassigned: false } as const;
    const cy = await acme.user("Cy", { tickets: { view: own, edit: own, delete: own } });
    const hers = acme.as(cy);

    const no = { refused: "ticket_not_found" };
    expect((await hers.calls(readDeal, { id })).tickets).toEqual([]);
    expect(await hers.calls(listDeals, { ticketNumber: number })).toEqual(no);
    expect(await hers.calls(addDealToTicket, { id, number })).toEqual(no);
    expect(await hers.calls(removeDealFromTicket, { id, number })).toEqual(no);
  });

  test("are not changed by somebody who may only read the ticket", async () => {
    const { acme, id } = await withDeal();
    const { number } = await acme.ticket();
    const [all, none] = [
      { reach: "all", unassigned: true } as const,
      { reach: "none", unassigned: false } as const,
    ];
    const reader = await acme.user("Reader", { tickets: { view: all, edit: none, delete: none } });
    const no = { refused: "edit_forbidden" };
    expect(await acme.as(reader).calls(addDealToTicket, { id, number })).toEqual(no);
    expect(await acme.as(reader).calls(removeDealFromTicket, { id, number })).toEqual(no);
  });
});
