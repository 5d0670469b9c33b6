/** A colleague who writes from their own mail program. */
import { updateChannel } from "#contract/channels.ts";
import { listSpam, markSpam } from "#contract/spam.ts";
import { readTicket } from "#contract/tickets.ts";
import { desk, house, rowsOf, type TestDesk } from "#testkit";
import { hand, letter, type Words } from "#testkit/mailbox.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MailDoors, openMailDoors } from "./start.ts";

let doors: MailDoors;
let acme: TestDesk;

beforeAll(async () => {
  const { platform } = await house();
  const config = { ...platform.config, SMTP_IN_PORT: 0, LMTP_IN_PORT: 0 };
  doors = await openMailDoors({ ...platform, config });
  acme = await desk();
  const { id } = acme.channel;
  await acme.as(acme.owner).calls(updateChannel, { id, trustedServers: [`mx.${acme.host}`] });
});

afterAll(() => doors.stop());

const mara = "mara@fiatlux.example";

/** By the mail server in front of us, which says what it found out about the sender. */
async function arrives(words: Words, dmarc: "pass" | "fail" | "none" = "pass") {
  const from = /[^<\s]+@[^>\s]+/.exec(words.from ?? mara)?.[0] ?? mara;
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const told = `Authentication-Results: mx.${acme.host}; dmarc=${dmarc} header.from=${domain}\r\n`;
  const raw = `${told}Received: from there by mx.${acme.host}\r\n${letter(words)}`;
  await hand(doors.lmtpPort ?? 0, { from, to: acme.channel.address, raw, protocol: "lmtp" });
  await acme.runJobs();
}

async function asked(subject = "Printer on fire") {
  const id = `<${crypto.randomUUID()}@fiatlux.example>`;
  await arrives({ to: `${acme.channel.address}, ${acme.ana.email}`, id, subject });
  return { id, ticket: await newest() };
}

async function newest() {
  const [row] = await rowsOf<{ number: number }>(
    "select number from tickets where desk_id = $1 order by number desc limit 1",
    [acme.id],
  );
  return acme.as(acme.owner).calls(readTicket, { number: row?.number ?? 0 });
}

const answer = (to: string, inReplyTo: string): Words => ({
  from: `Ana <${acme.ana.email}>`,
  to,
  cc: acme.channel.address,
  subject: "Re: Printer on fire",
  text: "Pull the plug, please.",
  inReplyTo,
});

describe("a colleague who answers from outside", () => {
  test("with the ticket in copy and a passing DMARC has given the team's reply", async () => {
    const { id, ticket } = await asked();
    await arrives(answer(mara, id));

    const [, reply] = await acme.messages(ticket.number);
    expect(reply).toMatchObject({
      ...{ direction: "outgoing", author: { type: "user", id: acme.ana.id, name: "Ana" } },
      ...{ fromOutside: true, delivery: null, text: "Pull the plug, please." },
    });
    const now = await acme.ticketNow(ticket.number);
    expect(now).toMatchObject({ ownerId: acme.ana.id, newestDirection: "outgoing" });
    expect(now.firstRepliedAt).not.toBeNull();
    expect(now.statusId).not.toBe(ticket.statusId);
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });

  test("H17: takes a ticket out of the spam, if they may delete it", async () => {
    const { id, ticket } = await asked();
    const spam = async () => (await acme.as(acme.owner).calls(listSpam, {})).items;
    await acme.as(acme.owner).calls(markSpam, { numbers: [ticket.number] });
    const rights = "update users set ticket_delete = $2 where desk_id = $1 and id = $3";
    await rowsOf(rights, [acme.id, "none", acme.ana.id]);
    await arrives(answer(mara, id));
    expect(await spam()).toMatchObject([{ ticketNumber: ticket.number }]);
    await rowsOf(rights, [acme.id, "all", acme.ana.id]);
    await arrives(answer(mara, id));
    expect(await spam()).toEqual([]);
    const [, reply] = await acme.messages(ticket.number);
    expect(reply).toMatchObject({ direction: "outgoing", fromOutside: true });
  });

  test("is known again when the customer answers that very mail", async () => {
    const { id, ticket } = await asked();
    const own = `<${crypto.randomUUID()}@outside.example>`;
    await arrives({ ...answer(mara, id), id: own });
    await arrives({ to: acme.ana.email, cc: acme.channel.address, inReplyTo: own, text: "Done." });

    const messages = await acme.messages(ticket.number);
    expect(messages.map(({ direction }) => direction)).toEqual([
      ...["incoming", "outgoing", "incoming"],
    ]);
  });

  test.each(["fail", "none"] as const)(
    "is not the team where the check of the sender says %s",
    async (dmarc) => {
      const { id, ticket } = await asked();
      await arrives(answer(mara, id), dmarc);

      const messages = await acme.messages(ticket.number);
      expect(messages.filter(({ direction }) => direction === "outgoing")).toEqual([]);
      expect((await acme.ticketNow(ticket.number)).firstRepliedAt).toBeNull();
    },
  );

  test("by the signed address is the team's reply, but not where nobody could check the sender: every customer has it", async () => {
    const { ticket } = await asked();
    const cc = await signedAddress(ticket.id);
    await arrives({ ...answer(mara, "<unknown@x.example>"), cc }, "none");
    await arrives({ ...answer(mara, "<unknown@x.example>"), cc });

    const outgoing = (await acme.messages(ticket.number)).filter(
      ({ direction }) => direction === "outgoing",
    );
    expect(outgoing).toHaveLength(1);
  });

  test("to us alone has not answered the customer", async () => {
    const { id, ticket } = await asked();
    await arrives(answer(acme.channel.address, id));
    const messages = await acme.messages(ticket.number);
    expect(messages.every(({ direction }) => direction === "incoming")).toBe(true);
  });

  test("who asked themselves stays the customer of the ticket", async () => {
    const id = `<${crypto.randomUUID()}@${acme.host}>`;
    const from = `Ana <${acme.ana.email}>`;
    await arrives({ from, to: acme.channel.address, id, subject: "My chair" });
    const ticket = await newest();
    await arrives({ ...answer(`Helper <helper@x.example>`, id), subject: "Re: My chair" });
    expect((await acme.messages(ticket.number))[1]).toMatchObject({ direction: "incoming" });
  });
});

const passedOn = (text: string): Words => ({
  from: `Ana <${acme.ana.email}>`,
  to: acme.channel.address,
  subject: "Fwd: Cable",
  text: `${text}\r\n\r\n---------- Forwarded message ---------\r\nFrom: Mara Rossi <${mara}>\r\nDate: Mon, 23 Nov 2026\r\nSubject: Cable\r\nTo: <${acme.ana.email}>\r\n\r\nWhere is my cable?`,
});

describe("a mail that a colleague forwards", () => {
  test("is the ticket of whoever wrote it first, and says who passed it on", async () => {
    await arrives(passedOn("She is difficult, take care."));

    const ticket = await newest();
    expect(ticket).toMatchObject({ name: "Cable", contact: { email: mara } });
    expect(ticket.participants.map(({ address }) => address)).toEqual([mara]);
    const [mail, note] = await acme.messages(ticket.number);
    expect(mail).toMatchObject({
      ...{ direction: "incoming", from: { name: "Mara Rossi", address: mara } },
      ...{ text: "Where is my cable?", forwardedBy: { id: acme.ana.id, name: "Ana" } },
      html: null,
    });
    expect(note).toMatchObject({ kind: "comment", text: "She is difficult, take care." });
  });

  test("is the colleague's own mail where the check of the sender did not pass", async () => {
    await arrives(passedOn("Look"), "none");
    const [mail] = await acme.messages((await newest()).number);
    expect(mail).toMatchObject({ from: { address: acme.ana.email }, forwardedBy: null });
  });

  test("by somebody outside is theirs", async () => {
    await arrives({ ...passedOn("Look"), from: "Eve <eve@elsewhere.example>" });
    const [mail] = await acme.messages((await newest()).number);
    expect(mail).toMatchObject({ from: { address: "eve@elsewhere.example" }, forwardedBy: null });
  });
});

async function signedAddress(ticketId: string) {
  const [{ signReplyAddress }, { replySecret }] = await Promise.all([
    import("#mail/address.ts"),
    import("#modules/desks"),
  ]);
  const secret = await replySecret(acme.house.platform.db, acme.id);
  return signReplyAddress(acme.channel.address, { deskId: acme.id, ticketId, secret });
}
