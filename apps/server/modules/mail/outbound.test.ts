import { randomUUID } from "node:crypto";
import { updateChannel } from "#contract/channels.ts";
import { inviteUser } from "#contract/users.ts";
import { updateMe } from "#contract/me.ts";
import { answerOutbox, listOutbox, readOutboxMail, writeAsCustomer } from "#contract/mail.ts";
import { listTickets } from "#contract/tickets.ts";
import { forwardMessage, replyToTicket } from "#contract/replies.ts";
import { readMessageSource, retryMessage } from "#contract/messages.ts";
import { desk, openHouse, type TestDesk, type TestHouse } from "#testkit";
import { type Caught, mailbox, type Sink } from "#testkit/mailbox.ts";
import { uploads } from "#testkit/upload.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

let sink: Sink;
let outside: TestHouse;

beforeAll(async () => {
  sink = await mailbox();
  outside = await openHouse({ SMTP_OUT_URL: sink.url });
});

beforeEach(() => sink.feels("take"));

afterAll(async () => {
  await outside.close();
  await sink.close();
});

async function replies(at: TestDesk, change: Record<string, unknown> = {}) {
  const ticket = await at.ticket({ subject: "Printer on fire", text: "It smokes." });
  const reply = await at.as(at.ana).calls(replyToTicket, {
    number: ticket.number,
    id: randomUUID(),
    html: "<p>Pull the <b>plug</b>.</p>",
    seenMessageId: ticket.newestMessageId,
    ...change,
  });
  return { ticket, reply };
}

async function messageNow(at: TestDesk, number: number, id: string) {
  return (await at.messages(number)).find((message) => message.id === id);
}

function caughtFrom(at: TestDesk): Caught[] {
  return sink.caught.filter(({ from }) => from.endsWith(`@${at.host}`));
}

describe("a forward", () => {
  test("H85: carries the message with its heading, and no chain of the conversation", async () => {
    const acme = await desk({ at: outside });
    const ticket = await acme.ticket({ subject: "Printer on fire", text: "It smokes." });
    await acme.as(acme.ana).calls(forwardMessage, {
      number: ticket.number,
      messageId: ticket.newestMessageId ?? "",
      id: randomUUID(),
      html: "<p>Can you help them?</p>",
      to: [{ address: "sue@supplier.example" }],
    });
    await acme.runJobs();

    const mail = caughtFrom(acme)[0]?.mail;
    expect(mail?.subject).toBe("Fwd: Printer on fire");
    expect(mail?.text).toMatch(
      /^Can you help them\?\n[^]*Forwarded message[^]*From: Mara Rossi <mara@fiatlux\.example>[^]*Subject: Printer on fire[^]*\nIt smokes\./,
    );
    expect(mail?.html).toMatch(/Can you help them\?[^]*Forwarded message[^]*It smokes\./);
    expect(mail?.references).toEqual([]);
    expect(mail?.replyTo[0]?.address).toMatch(/^support\+[a-z2-7]{52}@/);
  });
});

describe("a reply", () => {
  test("S39: carries my signature above the channel's", async () => {
    const acme = await desk({ at: outside });
    const preferences = { signatureHtml: "<p>Ana, <b>support</b></p>" };
    await acme.as(acme.ana).calls(updateMe, { preferences });
    const signatureHtml = "<p>Acme Ltd.</p>";
    await acme.as(acme.owner).calls(updateChannel, { id: acme.channel.id, signatureHtml });
    await replies(acme);
    await acme.runJobs();

    const mail = caughtFrom(acme)[0]?.mail;
    expect(mail?.html).toContain("<p>Ana, <b>support</b></p><p>Acme Ltd.</p>");
    expect(mail?.text).toMatch(/-- \nAna, support\n+Acme Ltd\./);
  });

  test("leaves once, and threads in the customer's mail program", async () => {
    const acme = await desk({ at: outside });
    const { ticket, reply } = await replies(acme);
    await acme.runJobs();

    expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "sent" });
    const [caught, ...more] = caughtFrom(acme);
    expect(more).toEqual([]);
    const question = (await acme.messages(ticket.number))[0];
    const source = await acme
      .as(acme.ana)
      .fetches(readMessageSource, { number: ticket.number, messageId: reply.id });
    expect(source.body).toContain(caught?.mail.messageId);
    expect(question?.direction).toBe("incoming");
    expect(caught?.mail).toMatchObject({
      subject: "Re: Printer on fire",
      to: [{ address: "mara@fiatlux.example" }],
    });
    expect(caught?.mail.inReplyTo).toHaveLength(1);
    expect(caught?.mail.references).toEqual(caught?.mail.inReplyTo);
    expect(caught?.mail.replyTo[0]?.address).toMatch(/^support\+[a-z2-7]{52}@/);
    expect(caught?.mail.text).toContain("Pull the plug.");
    expect(caught?.mail.text).toContain("> It smokes.");
  });

  test("carries its inline picture and its file, and nothing else", async () => {
    const acme = await desk({ at: outside });
    const [picture, file] = [
      (await uploads(acme, acme.ana, { name: "dot.gif", bytes: gif })).id,
      (await uploads(acme, acme.ana, { name: "notes.txt", bytes: "hi" })).id,
    ];
    await replies(acme, {
      html: `<p>Look: <img src="cid:${picture}"></p>`,
      attachmentIds: [picture, file],
    });
    await acme.runJobs();

    const [caught] = caughtFrom(acme);
    expect(
      caught?.mail.attachments.map(({ name, type, inline, content }) => ({
        name,
        type,
        inline,
        size: content.length,
      })),
    ).toEqual([
      { name: "dot.gif", type: "image/gif", inline: true, size: gif.length },
      { name: "notes.txt", type: "text/plain", inline: false, size: 2 },
    ]);
    expect(caught?.mail.html).toContain(`src="cid:${picture}"`);
  });

  test("goes to Bcc without naming them", async () => {
    const acme = await desk({ at: outside });
    await replies(acme, { bcc: [{ address: "boss@acme.example" }] });
    await acme.runJobs();

    const [caught] = caughtFrom(acme);
    expect(caught?.to).toEqual(["mara@fiatlux.example", "boss@acme.example"]);
    expect(caught?.raw.toString()).not.toContain("boss@acme.example");
  });

  test("that the server refuses is failed with its words, and can be sent again under the same id", async () => {
    const acme = await desk({ at: outside });
    sink.feels("refuse");
    const { ticket, reply } = await replies(acme);
    await acme.runJobs();
    const failed = await messageNow(acme, ticket.number, reply.id);
    expect(failed).toMatchObject({ delivery: "failed" });
    expect(failed?.deliveryError).toContain("we do not like it");

    sink.feels("take");
    await acme.as(acme.ana).calls(retryMessage, { number: ticket.number, messageId: reply.id });
    await acme.runJobs();
    expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({
      delivery: "sent",
      deliveryError: null,
    });
    expect(caughtFrom(acme)).toHaveLength(1);
  });

  test("that is put off stays queued and is tried again", async () => {
    const acme = await desk({ at: outside });
    sink.feels("defer");
    const { ticket, reply } = await replies(acme);
    await acme.runJob("mail.deliver");
    expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "queued" });
    expect(await acme.jobs("mail.deliver")).toEqual([{ messageId: reply.id }]);

    sink.feels("take");
    await acme.runJobs();
    expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "sent" });
    expect(caughtFrom(acme)).toHaveLength(1);
  });

  test("that is put off for two days fails", async () => {
    const acme = await desk({ at: outside });
    sink.feels("defer");
    const { ticket, reply } = await replies(acme);
    await acme.runJobs();
    const message = await messageNow(acme, ticket.number, reply.id);
    expect(message).toMatchObject({ delivery: "failed" });
    expect(message?.deliveryError).toContain("later, please");
  });

  test("whose line drops after the data is unknown, and goes again under the same id", async () => {
    const acme = await desk({ at: outside });
    sink.feels("drop");
    const { ticket, reply } = await replies(acme);
    await acme.runJob("mail.deliver");
    expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "unknown" });

    sink.feels("take");
    await acme.runJobs();
    expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "sent" });
    expect(new Set(caughtFrom(acme).map(({ mail }) => mail.messageId)).size).toBe(1);
  });

  test("reaches those who are there when one receiver is not", async () => {
    const acme = await desk({ at: outside });
    sink.refuses("gone@fiatlux.example");
    const { ticket, reply } = await replies(acme, { cc: [{ address: "gone@fiatlux.example" }] });
    await acme.runJobs();
    const message = await messageNow(acme, ticket.number, reply.id);
    expect(message).toMatchObject({ delivery: "sent" });
    expect(message?.deliveryError).toContain("gone@fiatlux.example: 550");
    expect(caughtFrom(acme)[0]?.to).toEqual(["mara@fiatlux.example"]);
  });
});

test("a retry for one receiver does not go to those who have it", async () => {
  const acme = await desk({ at: outside });
  const busy = `busy-${randomUUID()}@fiatlux.example`;
  sink.defers(busy);
  const { ticket, reply } = await replies(acme, { cc: [{ address: busy }] });
  await acme.runJob("mail.deliver");
  expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "unknown" });

  sink.frees(busy);
  await acme.runJobs();
  expect(await messageNow(acme, ticket.number, reply.id)).toMatchObject({ delivery: "sent" });
  expect(caughtFrom(acme).map(({ to }) => to)).toEqual([["mara@fiatlux.example"], [busy]]);
});

describe("without an outgoing server", () => {
  test("the whole loop turns inside: written, answered, answered as the customer, joined", async () => {
    const acme = await desk();
    const as = acme.as(acme.owner);
    const first = {
      name: "Mara",
      email: "mara@new.example",
      subject: "Hello",
      text: "Is it there?",
    };
    await as.calls(writeAsCustomer, { channelId: acme.channel.id, ...first });
    await acme.runJobs();
    const [ticket] = (await as.calls(listTickets, {})).items;
    const number = ticket?.number ?? 0;
    await as.calls(replyToTicket, {
      number,
      id: randomUUID(),
      text: "Yes.",
      seenMessageId: ticket?.newestMessageId ?? null,
    });
    await acme.runJobs();

    const [mail, ...more] = (await as.calls(listOutbox, { to: "mara@new.example" })).items;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ subject: "Re: Hello", ticketNumber: number, answerable: true });
    expect(await as.calls(readOutboxMail, { id: mail?.id ?? "" })).toEqual(mail);
    await as.calls(answerOutbox, { id: mail?.id ?? "", text: "Thank you!" });
    await acme.runJobs();

    const texts = (await acme.messages(number)).map(({ visibleText }) => visibleText.trim());
    expect(texts).toEqual(["Is it there?", "Yes.", "Thank you!"]);
    expect((await as.calls(listTickets, {})).items).toHaveLength(1);
  });

  test("a mail of another desk and one that never left are not there", async () => {
    const [acme, rival] = [await desk(), await desk()];
    await acme.as(acme.owner).calls(inviteUser, { name: "Nora", email: `nora@${acme.host}` });
    await acme.runJobs();
    const [mail] = (await acme.as(acme.owner).calls(listOutbox, {})).items;
    expect(mail).toBeDefined();

    for (const id of [mail?.id ?? "", randomUUID()])
      expect(await rival.as(rival.owner).calls(readOutboxMail, { id })).toMatchObject({
        refused: "mail_not_found",
      });
  });

  test("there is no preview where mail leaves by a server", async () => {
    const acme = await desk({ at: outside });
    const answer = await acme.as(acme.owner).calls(listOutbox, {});
    expect(answer).toMatchObject({ refused: "outbox_off" });
  });
});

const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
