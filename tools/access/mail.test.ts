/** What the mail pages tell those with a settings right: of tickets they may not see, and of links that let people in. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readLedger, readLedgerSource } from "#contract/ledger.ts";
import { answerOutbox, listOutbox, readOutboxFrame, writeAsCustomer } from "#contract/mail.ts";
import { askPasswordReset } from "#contract/sign-in.ts";
import { inviteUser } from "#contract/users.ts";
import { listTickets, updateTicket } from "#contract/tickets.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk, type Person, type TestDesk } from "#testkit";

const own = { reach: "own", unassigned: false } as const;
const ownOnly = { view: own, edit: own, delete: own };

/** A customer's mail, the answer to it, an invitation and a reset, all where they were going. */
async function corresponding() {
  const acme = await desk();
  const carla = await acme.user("Carla", { accountAccess: true, tickets: ownOnly });
  const letter = { name: "Mara", email: "mara@x.example", subject: "My divorce", text: "Secret." };
  const sent = { channelId: acme.channel.id, ...letter };
  await acme.as(acme.owner).calls(writeAsCustomer, sent);
  await acme.runJobs();
  const [ticket] = (await acme.as(acme.owner).calls(listTickets, {})).items;
  if (!ticket) throw new Error("there is no ticket");
  const { number, newestMessageId: seenMessageId } = ticket;
  const reply = { number, id: randomUUID(), html: "<p>Dear Mara</p>", seenMessageId };
  await acme.as(acme.owner).calls(replyToTicket, reply);
  await acme.as(acme.owner).calls(inviteUser, { email: `boss@${acme.host}`, name: "Boss" });
  await acme.as(null).calls(askPasswordReset, { email: acme.owner.email });
  await acme.runJobs();
  return { acme, carla, number };
}

const outbox = async (acme: TestDesk, who: Person) =>
  (await acme.as(who).calls(listOutbox, {})).items;

describe("the outbox", () => {
  test("shows a link that lets somebody in to a Super Admin only", async () => {
    const { acme, carla, number } = await corresponding();
    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: carla.id });

    const all = await outbox(acme, acme.owner);
    const links = all.filter(({ raw, text }) => /token=/.test(raw + text));
    expect(links.map(({ to }) => to[0]?.address ?? "").toSorted(byWord)).toEqual(
      [`boss@${acme.host}`, acme.owner.email].toSorted(byWord),
    );
    expect(await outbox(acme, carla)).toMatchObject([{ ticketNumber: number }]);
    for (const { id } of links) {
      const frame = await acme.as(carla).fetches(readOutboxFrame, { id });
      expect(frame.json()).toMatchObject({ code: "mail_not_found" });
    }
  });

  test("shows a letter to those who may see its ticket", async () => {
    const { acme, carla } = await corresponding();
    const letter = (await outbox(acme, acme.owner)).find(({ ticketNumber }) => ticketNumber);
    const id = letter?.id ?? "";

    expect(await outbox(acme, carla)).toEqual([]);
    expect((await acme.as(carla).fetches(readOutboxFrame, { id })).statusCode).toBe(404);
    expect(await acme.as(carla).calls(answerOutbox, { id, text: "Hi" })).toEqual({
      refused: "mail_not_found",
    });
  });
});

describe("the ledger", () => {
  test("tells how a mail fared to all who keep the settings, its words to those who see the ticket", async () => {
    const { acme, carla, number } = await corresponding();
    const [entry] = (await acme.as(acme.owner).calls(readLedger, {})).items;
    const id = entry?.id ?? "";
    const seen = { fate: "ticket_created", from: "mara@x.example" };
    const source = async (who: Person) =>
      (await acme.as(who).fetches(readLedgerSource, { id })).statusCode;

    expect(entry).toMatchObject({ ...seen, subject: "My divorce", ticketNumber: number });
    expect((await acme.as(carla).calls(readLedger, {})).items).toMatchObject([
      { ...seen, subject: null, ticketNumber: null },
    ]);
    expect([await source(carla), await source(acme.owner)]).toEqual([404, 200]);
    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: carla.id });
    expect((await acme.as(carla).calls(readLedger, {})).items).toEqual([entry]);
    expect(await source(carla)).toBe(200);
  });
});

function byWord(a: string, b: string) {
  return a < b ? -1 : 1;
}
