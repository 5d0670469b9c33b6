/** However a customer came, one editor answers them; on a call comments begin with the first e-mail. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createContact } from "#contract/contacts.ts";
import { updateDesk } from "#contract/desk.ts";
import { listOutbox } from "#contract/mail.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { createTicket, readTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { discardDraft, saveDraft } from "#contract/drafts.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk } from "#testkit";

async function came(source: "email" | "form" | "chat" | "call" | undefined) {
  const acme = await desk();
  const ana = acme.as(acme.ana);
  const { items } = await ana.calls(listPipelines, {});
  const statusId = items[0]?.statuses[0]?.id ?? "";
  const contact = await ana.calls(createContact, { name: "Mara", emails: ["mara@lux.example"] });
  const ticket = await ana.calls(createTicket, {
    ...{ name: "It rang", statusId, contactIds: [contact.id] },
    ...(source ? { source } : {}),
  });
  const { number } = ticket;
  const comments = () => ana.calls(commentOnTicket, { number, html: "<p>Note</p>" });
  const may = async (who = ana) => (await who.calls(readTicket, { number })).may.comment;
  return { acme, ana, ticket, number, comments, may };
}

const reply = (number: number) => ({
  ...{ number, id: randomUUID(), text: "We look into it.", seenMessageId: null },
});

test.each(["form", "chat", "call", "email"] as const)(
  "S34: a %s that somebody wrote down is answered by mail to its contact",
  async (source) => {
    const { acme, ana, ticket, number } = await came(source);
    expect(ticket.source).toBe(source);
    const message = await ana.calls(replyToTicket, reply(number));
    expect(message).toMatchObject({
      to: [{ address: "mara@lux.example" }],
      from: { address: acme.channel.address },
    });
    await acme.runJobs();
    expect(await acme.messages(number)).toMatchObject([{ delivery: "sent" }]);
    const { items } = await acme.as(acme.owner).calls(listOutbox, {});
    expect(items).toMatchObject([{ to: [{ address: "mara@lux.example" }], subject: "It rang" }]);
  },
);

test("a ticket without a word about its source was made by hand", async () => {
  const { ticket, comments } = await came(undefined);
  expect(ticket.source).toBe("manual");
  expect(await comments()).toMatchObject({ kind: "comment" });
});

describe("S67: a call", () => {
  test("has no comments until an e-mail was sent on it, and has them for everybody then", async () => {
    const { acme, ana, number, comments, may } = await came("call");
    expect(await comments()).toEqual({ refused: "comment_before_email" });
    expect(await may()).toBe(false);

    await ana.calls(replyToTicket, reply(number));

    expect(await may(acme.as(acme.bo))).toBe(true);
    expect(await comments()).toMatchObject({ kind: "comment", text: "Note" });
  });

  test("has comments once I have drafted an e-mail, and others' drafts stay theirs", async () => {
    const { acme, ana, number, comments, may } = await came("call");
    const bo = acme.as(acme.bo);
    const draft = { number, kind: "reply" as const, version: 0, html: "<p>Dear Mara</p>" };
    const { version } = await bo.calls(saveDraft, draft);

    expect([await may(bo), await may(ana)]).toEqual([true, false]);
    expect(await comments()).toEqual({ refused: "comment_before_email" });

    await bo.calls(discardDraft, { number, kind: "reply", version });
    expect(await may(bo)).toBe(false);
  });

  test("is not opened by what the customer writes on it", async () => {
    const { acme, ticket, comments, may } = await came("call");
    await acme.customerWrites(ticket, "I rang this morning.");
    expect(await may()).toBe(false);
    expect(await comments()).toEqual({ refused: "comment_before_email" });
  });

  test("a draft of a comment does not open them", async () => {
    const { ana, number, may } = await came("call");
    await ana.calls(saveDraft, { number, kind: "comment", version: 0, html: "<p>Hm</p>" });
    expect(await may()).toBe(false);
  });

  test("always has comments where the desk says so", async () => {
    const { acme, comments, may } = await came("call");
    await acme.as(acme.owner).calls(updateDesk, { commentsOnCalls: "always" });
    expect(await may()).toBe(true);
    expect(await comments()).toMatchObject({ kind: "comment" });
  });
});
