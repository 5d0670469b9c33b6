/** A mail that begins another matter becomes a ticket of its own, and can go back. */
import { joinTicket, splitTicket } from "#contract/joins.ts";
import { listTickets, updateTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { desk, house, type TestDesk } from "#testkit";
import { hand, letter } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MailDoors, openMailDoors } from "../mail/start.ts";

let doors: MailDoors;
let acme: TestDesk;

beforeAll(async () => {
  const { platform } = await house();
  doors = await openMailDoors({ ...platform, config: { ...platform.config, SMTP_IN_PORT: 0 } });
  acme = await desk();
});

afterAll(() => doors.stop());

const owner = () => acme.as(acme.owner);

async function arrives(words: { id?: string; inReplyTo?: string; subject: string; text?: string }) {
  const raw = letter({ to: acme.channel.address, ...words });
  await hand(doors.smtpPort, { to: acme.channel.address, raw });
  await acme.runJobs();
}

/** A ticket in which the customer begins to speak of something else. */
async function turned() {
  const [first, other] = [newId(), newId()];
  await arrives({ id: first, subject: `Printer ${first}` });
  const number = await numberOf(`Printer ${first}`);
  await arrives({ id: other, inReplyTo: first, subject: `Re: Invoice ${other}`, text: "And pay." });
  const messageId = (await acme.messages(number))[1]?.id ?? "";
  return { number, first, other, messageId, before: await shown(number) };
}

const newId = () => `<${crypto.randomUUID()}@fiatlux.example>`;

async function numberOf(name: string) {
  const { items } = await owner().calls(listTickets, { limit: 100 });
  return items.find((ticket) => ticket.name === name)?.number ?? 0;
}

async function shown(number: number) {
  const { statusId, open, newestMessageId, preview, participants } = await acme.ticketNow(number);
  const messages = (await acme.messages(number)).map(({ id }) => id);
  return { statusId, open, newestMessageId, preview, participants, messages };
}

describe("a mail under another subject", () => {
  test("becomes a ticket of its own with what was said after it, and names where it came from", async () => {
    const { number, other, messageId } = await turned();
    await owner().calls(commentOnTicket, { number, html: "<p>Not ours</p>", attachmentIds: [] });
    const made = await owner().calls(splitTicket, { number, messageId });

    expect(made).toMatchObject({
      ...{ name: `Invoice ${other}`, open: true, preview: "And pay." },
      ...{ contact: { email: "mara@fiatlux.example" }, hints: [{ number, reason: "split" }] },
    });
    const moved = await acme.messages(made.number);
    expect(moved.map(({ text }) => text)).toEqual(["And pay.", "Not ours"]);
    expect(await acme.messages(number)).toHaveLength(1);
    expect((await acme.ticketNow(number)).preview).toContain("smoking");
  });

  test("stays with the owner: what few may see is not for everybody", async () => {
    const { number, messageId } = await turned();
    await owner().calls(updateTicket, { number, ownerType: "user", ownerId: acme.bo.id });
    const made = await owner().calls(splitTicket, { number, messageId });
    expect(made).toMatchObject({ ownerType: "user", ownerId: acme.bo.id });
  });

  test("is followed by the answers to it, and those to the first mail stay", async () => {
    const { number, first, other, messageId } = await turned();
    const made = await owner().calls(splitTicket, { number, messageId });
    await arrives({ inReplyTo: other, subject: "Re: Invoice", text: "To the invoice" });
    await arrives({ inReplyTo: first, subject: "Re: Printer", text: "To the printer" });

    const last = async (of: number) => (await acme.messages(of)).at(-1)?.text;
    expect([await last(made.number), await last(number)]).toEqual([
      "To the invoice",
      "To the printer",
    ]);
  });

  test("goes back by joining it again: the first ticket is what it was", async () => {
    const { number, other, messageId, before } = await turned();
    const made = await owner().calls(splitTicket, { number, messageId });
    await owner().calls(joinTicket, { number: made.number, into: number });
    expect(await shown(number)).toEqual(before);
    await arrives({ inReplyTo: other, subject: "Re: Invoice", text: "After all" });
    expect((await acme.messages(number)).at(-1)?.text).toBe("After all");
  });

  test("is not taken from the beginning, from elsewhere, nor by who may not change the ticket", async () => {
    const { number, messageId } = await turned();
    const first = (await acme.messages(number))[0]?.id ?? "";
    const reader = await acme.user("Reader", {
      tickets: {
        view: { reach: "all", unassigned: true },
        edit: { reach: "none", unassigned: false },
        delete: { reach: "none", unassigned: false },
      },
    });
    const elsewhere = await turned();
    expect([
      await owner().calls(splitTicket, { number, messageId: first }),
      await owner().calls(splitTicket, { number, messageId: elsewhere.messageId }),
      await acme.as(reader).calls(splitTicket, { number, messageId }),
    ]).toEqual([
      { refused: "message_first" },
      { refused: "message_not_found" },
      { refused: "edit_forbidden" },
    ]);
  });
});
