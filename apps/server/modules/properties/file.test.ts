/** Files as values: shown to whoever sees the record, and to nobody else. */
import { describe, expect, test } from "vitest";
import { createContact, updateContact } from "#contract/contacts.ts";
import { createDeal, updateDeal } from "#contract/deals.ts";
import { describeFile, readFile } from "#contract/files.ts";
import { createProperty, type RecordKind } from "#contract/properties.ts";
import { listActivity, updateTicket } from "#contract/tickets.ts";
import { agentRights } from "#modules/people";
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
  for (const kind of ["ticket", "contact", "deal"] as const) await make(kind);
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
    expect((await text(acme, acme.bo, paper)).status).toBe(404);

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
});
