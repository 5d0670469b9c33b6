import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createChannel, updateChannel } from "#contract/channels.ts";
import { updatePipeline } from "#contract/pipelines.ts";
import { createToken } from "#contract/tokens.ts";
import { deleteTicket, type Ticket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk, type TestDesk } from "#testkit";
import { pipelineOf, statusNamed } from "./test/pipeline.ts";

const replyTo = (ticket: Pick<Ticket, "number" | "newestMessageId">, change = {}) => ({
  number: ticket.number,
  id: randomUUID(),
  html: "<p>Hold the power key for ten seconds.</p>",
  seenMessageId: ticket.newestMessageId,
  ...change,
});

const history = async (acme: TestDesk, number: number) =>
  (await acme.as(acme.ana).calls(listActivity, { number })).items.map(
    ({ what, cause }) => `${what}: ${cause}`,
  );

describe("replying to a ticket", () => {
  test("queues one mail to the one who wrote, and waits for them", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));

    expect(reply).toMatchObject({
      direction: "outgoing",
      delivery: "queued",
      from: { name: "Ana (Acme)", address: acme.channel.address },
      to: [{ address: "mara@fiatlux.example" }],
      subject: "Re: Printer on fire",
      text: "Hold the power key for ten seconds.",
      replyToMessageId: ticket.newestMessageId,
    });
    expect(await acme.jobs("mail.deliver")).toEqual([{ messageId: reply.id }]);
    const waiting = await statusNamed(acme, "Waiting on contact");
    expect(await acme.ticketNow(ticket.number)).toMatchObject({
      statusId: waiting.id,
      newestMessageId: reply.id,
      newestDirection: "outgoing",
      preview: "Hold the power key for ten seconds.",
    });
  });

  test("S58, H51: makes the sender the owner of a ticket that nobody owned, and says why", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));
    const taken = await acme.ticketNow(ticket.number);
    await acme.as(acme.bo).calls(replyToTicket, replyTo(taken));

    const now = await acme.ticketNow(ticket.number);
    expect(now).toMatchObject({ ownerType: "user", ownerId: acme.ana.id });
    expect(await history(acme, ticket.number)).toContain(
      "owner_changed: answering_takes_ownership",
    );
  });

  test("writes once when the browser sends ten times at once", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const same = replyTo(ticket);

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => acme.as(acme.ana).calls(replyToTicket, same)),
    );

    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await acme.messages(ticket.number)).toHaveLength(2);
    expect(await acme.jobs("mail.deliver")).toHaveLength(1);
  });

  test("gives the first answer again after the conversation went on", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const same = replyTo(ticket);
    const first = await acme.as(acme.ana).calls(replyToTicket, same);
    await acme.customerWrites(ticket, "Thank you!");

    expect(await acme.as(acme.ana).calls(replyToTicket, same)).toEqual(first);
  });

  test("refuses an id that was used for another text, ticket or user", async () => {
    const acme = await desk();
    const [ticket, other] = [await acme.ticket(), await acme.ticket()];
    const first = replyTo(ticket);
    await acme.as(acme.ana).calls(replyToTicket, first);

    const answers = [
      await acme.as(acme.ana).calls(replyToTicket, { ...first, html: "<p>No.</p>" }),
      await acme.as(acme.ana).calls(replyToTicket, replyTo(other, { id: first.id })),
      await acme.as(acme.bo).calls(replyToTicket, first),
    ];

    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ refused: "id_reused" })));
  });

  test("refuses one of two tickets that use one id at the same time", async () => {
    const acme = await desk();
    const tickets = await Promise.all(Array.from({ length: 4 }, () => acme.ticket()));
    const id = randomUUID();

    const answers = await Promise.all(
      tickets.map((ticket) => acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { id }))),
    );

    const refused = answers.filter(({ refused }) => refused === "id_reused");
    expect(refused).toHaveLength(3);
    expect(await acme.jobs("mail.deliver")).toHaveLength(1);
  });

  test("L2: asks the agent to look again when the customer wrote meanwhile", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const newer = await acme.customerWrites(ticket, "Never mind, it works!");

    const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));

    expect(reply).toEqual({ refused: "reply_outdated", newest: [newer.id] });
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });

  test("lets only one of two agents answer the same message", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    const answers = await Promise.all([
      acme.as(acme.ana).calls(replyToTicket, replyTo(ticket)),
      acme.as(acme.bo).calls(replyToTicket, replyTo(ticket)),
    ]);

    const sent = answers.find(({ id }) => id);
    const refused = answers.find((answer) => answer.refused);
    expect(refused).toEqual({ refused: "reply_outdated", newest: [sent?.id] });
  });

  test("refuses one who claims to have seen a message of another ticket", async () => {
    const acme = await desk();
    const [ticket, other] = [await acme.ticket(), await acme.ticket()];
    const blind = replyTo(ticket, { seenMessageId: other.newestMessageId });

    const reply = await acme.as(acme.ana).calls(replyToTicket, blind);

    expect(reply).toEqual({ refused: "reply_outdated", newest: [ticket.newestMessageId] });
  });

  test("keeps nothing when any of its writes fails", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const before = await acme.ticketNow(ticket.number);
    const events = await acme.events();

    for (const table of ["jobs", "messages", "tickets", "activities", "events", "search_entries"]) {
      await acme.breaks(table);
      const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));
      expect(reply, table).toEqual({ crashed: true });
      await acme.mends();
    }

    expect(await acme.messages(ticket.number)).toHaveLength(1);
    expect(await acme.events()).toEqual(events);
    expect(await acme.ticketNow(ticket.number)).toEqual(before);
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });

  test("hides the ticket from another team and from another desk", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const team = { reach: "team", unassigned: false } as const;
    const rights = { tickets: { view: team, edit: team, delete: team } };
    const cy = await acme.user("Cy", rights, [acme.billing.id]);
    const di = await acme.user("Di", rights, [acme.support.id]);
    const [ticket, theirs] = [await acme.ticket(), await rival.ticket()];
    expect(theirs.number).toBe(ticket.number);
    const give = { number: ticket.number, ownerType: "team" as const, ownerId: acme.support.id };
    await acme.as(acme.owner).calls(updateTicket, give);
    const ask = replyTo(ticket);

    expect(await acme.as(cy).calls(replyToTicket, ask)).toEqual({ refused: "ticket_not_found" });
    // Of the same number, on their own desk: what they see is another ticket, and nothing reaches ours.
    await rival.as(rival.ana).calls(replyToTicket, ask);
    expect(await acme.messages(ticket.number)).toHaveLength(1);
    await rival.as(rival.owner).calls(deleteTicket, { number: ticket.number });
    expect(await rival.as(rival.ana).calls(replyToTicket, ask)).toEqual({
      refused: "ticket_not_found",
    });
    expect(await acme.as(di).calls(replyToTicket, ask)).toMatchObject({ id: ask.id });
  });

  test("lets nobody answer who may only look", async () => {
    const acme = await desk();
    const all = { reach: "all", unassigned: true } as const;
    const none = { reach: "none", unassigned: false } as const;
    const cy = await acme.user("Cy", { tickets: { view: all, edit: none, delete: none } });
    const ticket = await acme.ticket();

    const reply = await acme.as(cy).calls(replyToTicket, replyTo(ticket));

    expect(reply).toEqual({ refused: "edit_forbidden" });
  });
});

describe("sending and setting a status in one step", () => {
  test("ends in the chosen status, not in the automation's, and says so", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const closed = await statusNamed(acme, "Closed");

    await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { statusId: closed.id }));

    const now = await acme.ticketNow(ticket.number);
    expect(now).toMatchObject({ statusId: closed.id, open: false });
    expect(now.closedAt).not.toBeNull();
    expect(await history(acme, ticket.number)).toContain("status_changed: chosen_status_won");
  });

  test("leaves the status alone when the automation is off", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { id: pipelineId } = await pipelineOf(acme);
    await acme.as(acme.owner).calls(updatePipeline, { pipelineId, statusOnReplyId: null });

    await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));

    expect(await acme.ticketNow(ticket.number)).toMatchObject({ statusId: ticket.statusId });
  });

  test("sends nothing with a status of nowhere", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    const reply = replyTo(ticket, { statusId: randomUUID() });

    expect(await acme.as(acme.ana).calls(replyToTicket, reply)).toEqual({
      refused: "status_not_in_pipeline",
    });
    expect(await acme.messages(ticket.number)).toHaveLength(1);
  });

  test("sends nothing until the properties that the status asks for are there", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const closed = await statusNamed(acme, "Closed", ["category", "resolution"]);
    const reply = replyTo(ticket, { statusId: closed.id, properties: { category: "Billing" } });

    const asked = await acme.as(acme.ana).calls(replyToTicket, reply);
    const properties = { category: "Billing", resolution: "Power key" };
    const sent = await acme.as(acme.ana).calls(replyToTicket, { ...reply, properties });

    expect(asked).toMatchObject({ refused: "properties_required", missing: ["resolution"] });
    expect(sent).toMatchObject({ delivery: "queued" });
    expect(await acme.ticketNow(ticket.number)).toMatchObject({ ...properties, open: false });
  });

  test("asks super admins for them too", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const closed = await statusNamed(acme, "Closed", ["resolution"]);

    const reply = replyTo(ticket, { statusId: closed.id });

    expect(await acme.as(acme.owner).calls(replyToTicket, reply)).toMatchObject({
      refused: "properties_required",
    });
  });
});

describe("to whom a reply goes", () => {
  test("to those whom the agent names, each once, and to nobody else", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const to = [{ address: "a@x.example" }, { address: "A@x.example" }];

    const reply = await acme.as(acme.ana).calls(
      replyToTicket,
      replyTo(ticket, {
        to,
        cc: [{ address: "a@X.example" }, { name: "C", address: "c@x.example" }],
      }),
    );

    expect(reply.to).toEqual([{ name: "", address: "a@x.example" }]);
    expect(reply.cc).toEqual([{ name: "C", address: "c@x.example" }]);
  });

  test("S32: answering our own message goes to whom that went, never to ourselves", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const to = [{ address: "luca@x.example" }];
    const cc = [{ address: acme.channel.address }, { address: "LUCA@x.example" }];
    const first = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { to, cc }));

    const now = await acme.ticketNow(ticket.number);
    const second = await acme.as(acme.ana).calls(replyToTicket, replyTo(now));

    expect(first.cc.map(({ address }) => address)).toEqual([acme.channel.address]);
    expect(second).toMatchObject({ to: [{ address: "luca@x.example" }], cc: [] });
  });

  test("S40: starts from the default address of my team, and stays once the conversation has one", async () => {
    const acme = await desk();
    const { id: billing } = await acme
      .as(acme.owner)
      .calls(createChannel, { address: `billing@${acme.host}` });
    await acme
      .as(acme.owner)
      .calls(updateChannel, { id: billing, replyDefaultTeamIds: [acme.support.id] });
    const [one, two] = [await acme.ticket(), await acme.ticket()];

    const mine = await acme.as(acme.ana).calls(replyToTicket, replyTo(one));
    const others = await acme.as(acme.bo).calls(replyToTicket, replyTo(two));
    const second = await acme
      .as(acme.ana)
      .calls(replyToTicket, replyTo(await acme.ticketNow(two.number)));
    const byHand = await acme
      .as(acme.ana)
      .calls(
        replyToTicket,
        replyTo(await acme.ticketNow(one.number), { fromChannelId: acme.channel.id }),
      );

    expect([mine, others, second, byHand].map(({ channelId }) => channelId)).toEqual([
      billing,
      acme.channel.id,
      acme.channel.id,
      acme.channel.id,
    ]);
  });

  test("keeps a blind copy out of the participants", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const bcc = [{ address: "secret@x.example" }];

    const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { bcc }));

    expect(reply.bcc).toEqual([{ name: "", address: "secret@x.example" }]);
    const { participants } = await acme.ticketNow(ticket.number);
    expect(participants.map(({ address }) => address)).toEqual(["mara@fiatlux.example"]);
  });

  test("S37: refuses what is no address, and a mail to nobody", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const send = (to: { address: string }[]) =>
      acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { to }));

    expect(await send([{ address: "mara@" }])).toMatchObject({ refused: "recipient_invalid" });
    expect(await send([{ address: "a@x.example\r\nBcc: b@x.example" }])).toMatchObject({
      refused: "recipient_invalid",
    });
    expect(await send([])).toEqual({ refused: "recipient_needed" });
  });

  test("refuses to send nothing", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    const empty = [undefined, "", "<p> </p>", "<script>alert(1)</script>"];
    for (const html of empty) {
      const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { html }));
      expect(reply, html).toEqual({ refused: "reply_empty" });
    }
  });

  test("H69: sends under the desk's name alone where the channel says so", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const change = { id: acme.channel.id, fromName: "desk" as const };
    await acme.as(acme.owner).calls(updateChannel, change);

    const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));

    expect(reply.from?.name).toBe("Acme");
  });

  test("takes only clean HTML along", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const html = `<p onclick="x()">Hi<script>alert(1)</script><img src="https://t.example/p.gif"></p>`;

    const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket, { html }));

    expect(reply.html).toBe("<p>Hi</p>");
  });
});

describe("the undo window", () => {
  test("H86: is ten seconds in the browser", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();

    const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));

    const seconds = (Date.parse(reply.undoUntil ?? "") - Date.now()) / 1000;
    expect(seconds).toBeGreaterThan(5);
    expect(seconds).toBeLessThanOrEqual(10);
  });

  test("is none for programs", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const { token } = await acme.as(acme.ana).calls(createToken, {
      name: "script",
      scopes: ["tickets.write"],
    });

    const reply = await acme.as({ token }).calls(replyToTicket, replyTo(ticket));

    expect(reply).toMatchObject({ delivery: "queued", undoUntil: null });
  });
});

test("a conversation keeps the order in which it was committed", async () => {
  const acme = await desk();
  const ticket = await acme.ticket();
  const reply = await acme.as(acme.ana).calls(replyToTicket, replyTo(ticket));
  const answer = await acme.customerWrites(ticket, "And now?");

  const page = await acme.as(acme.ana).calls(listMessages, { number: ticket.number, limit: 2 });
  const older = await acme
    .as(acme.ana)
    .calls(listMessages, { number: ticket.number, cursor: page.nextCursor ?? "" });

  expect(page.items.map(({ id }) => id)).toEqual([reply.id, answer.id]);
  expect(older.items.map(({ id }) => id)).toEqual([ticket.newestMessageId]);
  expect(older.nextCursor).toBeNull();
});
