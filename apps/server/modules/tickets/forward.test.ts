import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Ticket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { forwardMessage, replyToTicket, undoOnTicket } from "#contract/replies.ts";
import { listActivity } from "#contract/activity.ts";
import { readDraft, saveDraft } from "#contract/drafts.ts";
import { agentRights } from "#modules/people";
import { desk, type TestDesk } from "#testkit";

const supplier = [{ name: "Sue", address: "sue@supplier.example" }];

const forwardOf = (ticket: Ticket, change = {}) => ({
  number: ticket.number,
  messageId: ticket.newestMessageId ?? "",
  id: randomUUID(),
  html: "<p>Can you help them?</p>",
  to: supplier,
  ...change,
});

const forwards = (acme: TestDesk, ticket: Ticket, change = {}) =>
  acme.as(acme.ana).calls(forwardMessage, forwardOf(ticket, change));

describe("forwarding a message", () => {
  test("H85: is a message of its own that goes to the outsider, and moves neither status nor owner", async () => {
    const acme = await desk();
    const ticket = await acme.ticket({ subject: "Lamp" });

    const sent = await forwards(acme, ticket);

    expect(sent).toMatchObject({
      direction: "outgoing",
      to: supplier,
      subject: "Fwd: Lamp",
      delivery: "queued",
      forwardedMessageId: ticket.newestMessageId,
      replyToMessageId: null,
    });
    const now = await acme.ticketNow(ticket.number);
    expect(now).toMatchObject({ statusId: ticket.statusId, ownerId: null, firstRepliedAt: null });
    expect(await acme.jobs("mail.deliver")).toEqual([{ messageId: sent.id }]);
    const { items } = await acme.as(acme.ana).calls(listActivity, { number: ticket.number });
    expect(items[0]).toMatchObject({ what: "forwarded", to: "sue@supplier.example" });
  });

  test("H85: the next reply goes to the customer, not to the outsider, and is not outdated by it", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    await forwards(acme, ticket);

    const reply = await acme.as(acme.ana).calls(replyToTicket, {
      number: ticket.number,
      id: randomUUID(),
      html: "<p>We ask.</p>",
      seenMessageId: ticket.newestMessageId,
    });

    expect(reply.to.map(({ address }) => address)).toEqual([ticket.contact?.email]);
    expect(reply).toMatchObject({ cc: [], replyToMessageId: ticket.newestMessageId });
  });

  test("H85: the outsider takes part from then on, so that their answer comes back to the ticket", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    await forwards(acme, ticket);

    const { participants } = await acme.ticketNow(ticket.number);

    expect(participants.map(({ address }) => address)).toContain("sue@supplier.example");
  });

  test("H85: writes once when the browser sends twice", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const same = forwardOf(ticket);

    const [first, second] = await Promise.all([
      acme.as(acme.ana).calls(forwardMessage, same),
      acme.as(acme.ana).calls(forwardMessage, same),
    ]);

    expect(second).toEqual(first);
    expect(await acme.messages(ticket.number)).toHaveLength(2);
    expect(
      await acme.as(acme.ana).calls(forwardMessage, { ...same, html: "<p>Other</p>" }),
    ).toEqual({ refused: "id_reused" });
  });

  test("S66: a comment never leaves, nor what belongs to another ticket", async () => {
    const acme = await desk();
    const [ticket, other] = [await acme.ticket(), await acme.ticket()];
    const comment = await acme
      .as(acme.bo)
      .calls(commentOnTicket, { number: ticket.number, html: "<p>Secret</p>" });

    const no = { refused: "message_not_found" };
    expect(await forwards(acme, ticket, { messageId: comment.id })).toEqual(no);
    expect(await forwards(acme, ticket, { messageId: other.newestMessageId })).toEqual(no);
  });

  test("H85: refuses nobody, what is no address, and files of nowhere", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    expect(await forwards(acme, ticket, { to: [] })).toEqual({ refused: "recipient_needed" });
    expect(await forwards(acme, ticket, { to: [{ address: "sue" }] })).toMatchObject({
      refused: "recipient_invalid",
    });
    expect(await forwards(acme, ticket, { attachmentIds: [randomUUID()] })).toMatchObject({
      refused: "attachment_unknown",
    });
    expect(await forwards(acme, ticket, { fromChannelId: randomUUID() })).toEqual({
      refused: "channel_not_found",
    });
  });

  test("S7: is for tickets that one may see, and may change", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const none = { reach: "none" as const, unassigned: false };
    const blind = await acme.user("Nadia", { tickets: { ...agentRights.tickets, view: none } });
    const reader = await acme.user("Rita", { tickets: { ...agentRights.tickets, edit: none } });

    expect(await acme.as(blind).calls(forwardMessage, forwardOf(ticket))).toEqual({
      refused: "ticket_not_found",
    });
    expect(await acme.as(reader).calls(forwardMessage, forwardOf(ticket))).toEqual({
      refused: "edit_forbidden",
    });
  });

  test("H85: taken back, it is the same draft again, and the outsider is gone", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    const { id: messageId } = await forwards(acme, ticket);

    await acme.as(acme.ana).calls(undoOnTicket, { number, messageId });

    const draft = await acme.as(acme.ana).calls(readDraft, { number, kind: "forward" });
    expect(draft).toMatchObject({
      html: "<p>Can you help them?</p>",
      to: supplier,
      replyToMessageId: ticket.newestMessageId,
    });
    expect(await acme.as(acme.ana).calls(readDraft, { number })).toEqual({
      refused: "draft_not_found",
    });
    const now = await acme.ticketNow(number);
    expect(now.newestMessageId).toBe(ticket.newestMessageId);
    expect(now.participants.map(({ address }) => address)).not.toContain("sue@supplier.example");
  });

  test("S53: its draft stands beside that of the reply, and goes when it is sent", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { number } = ticket;
    const html = "<p>Can you help them?</p>";
    const draft = { number, html, kind: "forward" as const, to: supplier };
    await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Reply</p>" });
    const { version } = await acme
      .as(acme.ana)
      .calls(saveDraft, { ...draft, replyToMessageId: ticket.newestMessageId });

    await forwards(acme, ticket, { draftVersion: version });

    expect(await acme.as(acme.ana).calls(readDraft, { number, kind: "forward" })).toEqual({
      refused: "draft_not_found",
    });
    expect(await acme.as(acme.ana).calls(readDraft, { number })).toMatchObject({
      html: "<p>Reply</p>",
    });
  });

  test("H85: keeps nothing when any of its writes fails", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    await acme.breaks("events");

    expect(await forwards(acme, ticket)).toEqual({ crashed: true });

    await acme.mends();
    expect(await acme.messages(ticket.number)).toHaveLength(1);
    expect(await acme.ticketNow(ticket.number)).toEqual(ticket);
  });
});
