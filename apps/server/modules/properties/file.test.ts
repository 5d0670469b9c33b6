/** Files as values: shown to whoever sees the record, and to nobody else. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createCompany,
  createContact,
  deleteCompany,
  deleteContact,
  restoreCompany,
  restoreContact,
  updateContact,
} from "#contract/contacts.ts";
import { createDeal, deleteDeal, restoreDeal, updateDeal } from "#contract/deals.ts";
import { describeFile, readFile } from "#contract/files.ts";
import type { Scope } from "#contract/operation.ts";
import {
  archiveProperty,
  createProperty,
  listProperties,
  type RecordKind,
  restoreProperty,
} from "#contract/properties.ts";
import { scheduleReply } from "#contract/scheduled.ts";
import { readTicket, updateTicket } from "#contract/tickets.ts";
import { discardDraft, saveDraft } from "#contract/drafts.ts";
import { listActivity } from "#contract/activity.ts";
import { agentRights, createTokenDirectly } from "#modules/people";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";
import { uploads } from "#testkit/upload.ts";
import { expireUploads } from "../files/expire.ts";

const gone = { refused: "file_not_found" };

const uploaded = async (acme: TestDesk, who: Person, text: string) =>
  (await uploads(acme, who, { name: `${text}.txt`, bytes: text })).id;

/** Ana put a file on a ticket; Nadia sees no tickets. */
async function withPaper() {
  const acme = await desk();
  const make = (kind: RecordKind) =>
    acme.as(acme.owner).calls(createProperty, { kind, type: "file", label: "Paper" });
  for (const kind of ["ticket", "contact", "company", "deal"] as const) await make(kind);
  const { number } = await acme.ticket();
  const ana = acme.as(acme.ana);
  const set = (who: Person, paper: string | null) =>
    acme.as(who).calls(updateTicket, { number, properties: { paper } });
  const paper = await uploaded(acme, acme.ana, "first");
  await set(acme.ana, paper);
  const nadia = await acme.user("Nadia", {
    tickets: { ...agentRights.tickets, view: { reach: "none", unassigned: false } },
  });
  return { acme, ana, number, set, paper, nadia };
}

const text = async (acme: TestDesk, who: Person, id: string) => {
  const answer = await acme.as(who).fetches(readFile, { id });
  return { status: answer.statusCode, body: answer.statusCode === 200 ? answer.body : "" };
};

describe("a file on a ticket", () => {
  test("S71: is uploaded, set, and read by colleagues who see the ticket, with its name", async () => {
    const { acme, paper } = await withPaper();
    expect(await text(acme, acme.bo, paper)).toEqual({ status: 200, body: "first" });
    const about = { id: paper, name: "first.txt", size: 5 };
    expect(await acme.as(acme.bo).calls(describeFile, { id: paper })).toMatchObject(about);
  });

  test("S7: is not there for whoever may not see the ticket, nor for another desk", async () => {
    const { acme, paper, nadia } = await withPaper();
    const rival = await desk();
    for (const [at, who] of [
      [acme, nadia],
      [rival, rival.owner],
    ] as const) {
      expect((await text(at, who, paper)).status).toBe(404);
      expect(await at.as(who).calls(describeFile, { id: paper })).toEqual(gone);
    }
  });

  test("S71: is replaced: the new one is read, the old one no longer", async () => {
    const { acme, set, paper } = await withPaper();
    const second = await uploaded(acme, acme.bo, "second");
    await set(acme.bo, second);

    const owner = await acme.user("Olga");
    expect(await text(acme, owner, second)).toEqual({ status: 200, body: "second" });
    expect((await text(acme, owner, paper)).status).toBe(404);
  });

  test("S71: is removed, and comes back by undo, whoever uploaded it", async () => {
    const { acme, number, set, paper } = await withPaper();
    expect(await set(acme.bo, null)).toMatchObject({ properties: {} });
    for (const who of [acme.bo, acme.ana]) expect((await text(acme, who, paper)).status).toBe(404);

    expect(await set(acme.bo, paper)).toMatchObject({ properties: { paper } });
    expect((await text(acme, acme.bo, paper)).status).toBe(200);
    const { items } = await acme.as(acme.ana).calls(listActivity, { number });
    expect(items.filter(({ property }) => property === "paper")).toHaveLength(3);
  });

  test("S7: somebody else's upload is no value, on no other record either", async () => {
    const { acme, set, paper, nadia } = await withPaper();
    const hers = await uploaded(acme, nadia, "hers");
    expect(await set(acme.bo, hers)).toMatchObject({ refused: "attachment_unknown" });
    const properties = { paper };
    const spy = acme.as(nadia);
    const no = { refused: "attachment_unknown" };
    expect(await spy.calls(createContact, { name: "X", properties })).toMatchObject(no);
    expect(await spy.calls(createDeal, { name: "X", properties })).toMatchObject(no);
  });

  test("S7: the id in a text of the same record opens nothing", async () => {
    const { acme, paper, nadia } = await withPaper();
    const spy = acme.as(nadia);
    const plain = { kind: "contact", type: "text", label: "Note" } as const;
    await acme.as(acme.owner).calls(createProperty, plain);
    const { id } = await spy.calls(createContact, { name: "X" });
    for (const note of [paper, null]) await spy.calls(updateContact, { id, properties: { note } });

    const properties = { paper };
    const answer = await spy.calls(updateContact, { id, properties });
    expect(answer).toMatchObject({ refused: "attachment_unknown" });
  });

  test("S71: of a property that is archived is read by nobody, until it is restored", async () => {
    const { acme, paper } = await withPaper();
    const olga = acme.as(acme.owner);
    const { items } = await olga.calls(listProperties, { kind: "ticket" });
    const id = items.find(({ name }) => name === "paper")?.id ?? "";

    await olga.calls(archiveProperty, { id });
    for (const who of [acme.bo, acme.ana, acme.owner]) {
      expect((await text(acme, who, paper)).status).toBe(404);
      expect(await acme.as(who).calls(describeFile, { id: paper })).toEqual(gone);
    }
    await olga.calls(restoreProperty, { id });
    expect((await text(acme, acme.bo, paper)).status).toBe(200);
  });

  test("S71: stays as long as something carries it, however old", async () => {
    const { acme, paper } = await withPaper();
    const spare = await uploaded(acme, acme.ana, "spare");
    const older =
      "update files set created_at = created_at - interval '49 hours' where desk_id = $1";
    await rowsOf(older, [acme.id]);
    await expireUploads(acme.house.platform);

    expect((await text(acme, acme.ana, paper)).status).toBe(200);
    expect((await text(acme, acme.ana, spare)).status).toBe(404);
  });
});

describe("a file on a record", () => {
  test("S30: is read by everybody at the desk, and comes back by a colleague's undo", async () => {
    const { acme, ana, nadia } = await withPaper();
    const paper = await uploaded(acme, acme.ana, "offer");
    const { id } = await ana.calls(createDeal, { name: "Grinder", properties: { paper } });
    expect(await text(acme, nadia, paper)).toEqual({ status: 200, body: "offer" });

    const bo = acme.as(acme.bo);
    await bo.calls(updateDeal, { id, properties: { paper: null } });
    expect((await text(acme, nadia, paper)).status).toBe(404);
    const back = await bo.calls(updateDeal, { id, properties: { paper } });
    expect(back).toMatchObject({ properties: { paper } });
  });

  test.each(["contact", "company", "deal"] as const)(
    "S7: of a %s is not there while the record is deleted, nor for a token that may not read records",
    async (kind) => {
      const { acme, ana } = await withPaper();
      const paper = await uploaded(acme, acme.ana, "offer");
      const asked = { name: "Grinder", properties: { paper } };
      const { make, remove, restore } = {
        contact: { make: createContact, remove: deleteContact, restore: restoreContact },
        company: { make: createCompany, remove: deleteCompany, restore: restoreCompany },
        deal: { make: createDeal, remove: deleteDeal, restore: restoreDeal },
      }[kind];
      const { id } = await ana.calls(make, asked);
      const status = async () => (await text(acme, acme.bo, paper)).status;

      const half = await token(acme, ["tickets.read"]);
      const other = await token(acme, ["contacts.read"]);
      const whole = await token(acme, ["tickets.read", "contacts.read"]);
      expect(await acme.as(half).calls(describeFile, { id: paper })).toEqual(gone);
      expect((await acme.as(half).fetches(readFile, { id: paper })).statusCode).toBe(404);
      expect((await acme.as(whole).fetches(readFile, { id: paper })).statusCode).toBe(200);
      expect((await acme.as(other).fetches(readFile, { id: paper })).statusCode).toBe(200);
      await ana.calls(remove, { id });
      expect(await status()).toBe(404);
      await ana.calls(restore, { id });
      expect(await status()).toBe(200);
    },
  );
});

describe("a file that one has uploaded oneself", () => {
  test("S50: is read in a draft and in a reply that is planned, by its author, and not by the id in a text", async () => {
    const { acme, ana, number } = await withPaper();
    const [drafted, planned] = [
      await uploaded(acme, acme.ana, "drafted"),
      await uploaded(acme, acme.ana, "planned"),
    ];
    const html = `<p><img src="cid:${drafted}"></p>`;
    await ana.calls(saveDraft, { number, kind: "comment", html });
    const { newestMessageId: seenMessageId } = await ana.calls(readTicket, { number });
    const later = { number, id: randomUUID(), text: "Later.", seenMessageId };
    const sendAt = new Date(Date.now() + 9e9).toISOString();
    await ana.calls(scheduleReply, { ...later, attachmentIds: [planned], sendAt });
    await acme.as(acme.bo).calls(saveDraft, { number, html: `<p>${drafted} ${planned}</p>` });

    for (const id of [drafted, planned]) {
      expect((await text(acme, acme.ana, id)).status).toBe(200);
      expect((await text(acme, acme.bo, id)).status).toBe(404);
    }
    await ana.calls(discardDraft, { number, kind: "comment" });
    expect((await text(acme, acme.ana, drafted)).status).toBe(404);
  });
});

async function token(acme: TestDesk, granted: Scope[]) {
  const { db, clock } = acme.house.platform;
  const asked = { deskId: acme.id, userId: acme.ana.id, name: "X", scopes: granted, now: clock() };
  return createTokenDirectly(db, asked);
}
