/** What sending does to the status, and what a status does to sending. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createPipeline,
  deleteStatus,
  listPipelines,
  type Pipeline,
  updatePipeline,
  updateStatus,
} from "#contract/pipelines.ts";
import { updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket, undoOnTicket } from "#contract/replies.ts";
import { desk, rowsOf } from "#testkit";

async function setting(change: Partial<Pipeline> = {}) {
  const acme = await desk();
  const olga = acme.as(acme.owner);
  const { items } = await olga.calls(listPipelines, {});
  const pipelineId = items[0]?.id ?? "";
  const pipeline: Pipeline = await olga.calls(updatePipeline, { pipelineId, ...defined(change) });
  const id = (name: string) => pipeline.statuses.find((one) => one.name === name)?.id ?? "";
  const ticket = await acme.ticket();
  const { number, newestMessageId: seenMessageId } = ticket;
  const ask = (more: object = {}) => ({
    ...{ number, id: randomUUID(), text: "Hold the key.", seenMessageId, ...more },
  });
  const close = () => acme.as(acme.ana).calls(updateTicket, { number, statusId: id("Closed") });
  const now = () => acme.ticketNow(number);
  const history = async () => (await olga.calls(listActivity, { number })).items;
  const ana = acme.as(acme.ana);
  return { acme, olga, ana, pipelineId, id, ticket, number, ask, close, now, history };
}

type Settings = Pick<
  Pipeline,
  "statusOnReplyId" | "statusOnCustomerReplyId" | "rules" | "reopenDays" | "closeDate"
>;
const defined = (change: Partial<Settings>) => change;

describe("S61: a status that asks for properties", () => {
  test("refuses the reply, names what is missing, and nothing was sent or changed", async () => {
    const { acme, olga, ana, pipelineId, id, ask, now } = await setting();
    const statusId = id("Closed");
    const requiredProperties = ["category", "resolution"];
    await olga.calls(updateStatus, { pipelineId, statusId, requiredProperties });
    const before = await now();

    const answer = await ana.calls(replyToTicket, ask({ statusId }));

    const missing = requiredProperties;
    expect(answer).toEqual({ refused: "properties_required", missing, statusId });
    expect(await now()).toEqual(before);
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });

  test("takes them together with the reply", async () => {
    const { olga, ana, pipelineId, id, ask, now } = await setting();
    const statusId = id("Closed");
    await olga.calls(updateStatus, { pipelineId, statusId, requiredProperties: ["resolution"] });

    await ana.calls(replyToTicket, ask({ statusId, properties: { resolution: "Power key" } }));

    expect(await now()).toMatchObject({ statusId, resolution: "Power key" });
  });

  test("asks also when an automation leads to it", async () => {
    const { acme, olga, ana, pipelineId, id, ask } = await setting();
    const at = { pipelineId, statusId: id("Waiting on contact") };
    await olga.calls(updateStatus, { ...at, requiredProperties: ["priority"] });
    expect(await ana.calls(replyToTicket, ask())).toMatchObject({ missing: ["priority"] });
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });
});

describe("S62: the mail and the chosen status", () => {
  test("are one: when any write fails, neither is there", async () => {
    const { acme, ana, id, ask, now } = await setting();
    const before = await now();
    for (const table of ["jobs", "messages", "tickets", "activities", "events"]) {
      await acme.breaks(table);
      const answer = await ana.calls(replyToTicket, ask({ statusId: id("Closed") }));
      expect(answer, table).toEqual({ crashed: true });
      await acme.mends();
    }
    expect(await now()).toEqual(before);
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });

  test("of two agents who send with different statuses one wins whole, the other is asked to look", async () => {
    const { acme, ana, number, id, ask, now } = await setting();
    const bo = acme.as(acme.bo);

    const [a, b] = await Promise.all([
      ana.calls(replyToTicket, ask({ statusId: id("Closed") })),
      bo.calls(replyToTicket, ask({ statusId: id("Waiting on us") })),
    ]);

    const won = a.refused ? id("Waiting on us") : id("Closed");
    expect([a.refused, b.refused].filter(Boolean)).toEqual(["reply_outdated"]);
    expect(await now()).toMatchObject({ statusId: won });
    expect(await acme.messages(number)).toHaveLength(2);
    expect(await acme.jobs("mail.deliver")).toHaveLength(1);
  });

  test("with a status that was deleted meanwhile nothing is sent", async () => {
    const { acme, olga, ana, pipelineId, id, ask, now } = await setting();
    const statusId = id("Waiting on us");
    await olga.calls(deleteStatus, { pipelineId, statusId, toStatusId: id("New") });

    const answer = await ana.calls(replyToTicket, ask({ statusId }));

    expect(answer).toEqual({ refused: "status_not_in_pipeline" });
    expect(await now()).toMatchObject({ statusId: id("New") });
    expect(await acme.jobs("mail.deliver")).toEqual([]);
  });

  test("while the status is being deleted: sent with it and carried on, or not sent at all", async () => {
    const { acme, olga, ana, pipelineId, id, ask, now } = await setting();
    const statusId = id("Waiting on us");
    const gone = { pipelineId, statusId, toStatusId: id("New") };

    const [sent] = await Promise.all([
      ana.calls(replyToTicket, ask({ statusId })),
      olga.calls(deleteStatus, gone),
    ]);

    expect(await now()).toMatchObject({ statusId: id("New") });
    const jobs = await acme.jobs("mail.deliver");
    expect(jobs).toHaveLength(sent.refused ? 0 : 1);
  });

  test("with a status of the pipeline that the ticket has just left is refused", async () => {
    const { olga, ana, number, id, ask } = await setting();
    const other = await olga.calls(createPipeline, { name: "Repairs" });
    await olga.calls(updateTicket, { number, pipelineId: other.id });
    expect(await ana.calls(replyToTicket, ask({ statusId: id("Closed") }))).toEqual({
      refused: "status_not_in_pipeline",
    });
  });

  test("are taken back together, except into a status that has gone", async () => {
    const { olga, ana, pipelineId, id, number, ask, now } = await setting();
    await ana.calls(updateTicket, { number, statusId: id("Waiting on us") });
    const { id: messageId } = await ana.calls(replyToTicket, ask({ statusId: id("Closed") }));
    const gone = { pipelineId, statusId: id("Waiting on us"), toStatusId: id("New") };
    await olga.calls(deleteStatus, gone);

    await ana.calls(undoOnTicket, { number, messageId });

    expect(await now()).toMatchObject({ statusId: id("Closed"), open: false });
  });
});

describe("S63: the chosen status", () => {
  test("wins over the automation, and the history says so", async () => {
    const { ana, id, ask, now, history } = await setting();
    await ana.calls(replyToTicket, ask({ statusId: id("Waiting on us") }));
    expect(await now()).toMatchObject({ statusId: id("Waiting on us") });
    expect(await history()).toContainEqual(
      expect.objectContaining({
        ...{ what: "status_changed", cause: "chosen_status_won", toName: "Waiting on us" },
      }),
    );
  });

  test("wins also where it is the one that the ticket has already", async () => {
    const { ana, ticket, ask, now, history } = await setting();
    await ana.calls(replyToTicket, ask({ statusId: ticket.statusId }));
    expect(await now()).toMatchObject({ statusId: ticket.statusId });
    expect(await history()).toContainEqual(
      expect.objectContaining({
        ...{ what: "status_kept", cause: "chosen_status_won", toName: "New" },
      }),
    );
  });
});

describe("S64: a plain reply", () => {
  test("moves the ticket to the status of the automation, and says so", async () => {
    const { ana, id, ask, now, history } = await setting();
    await ana.calls(replyToTicket, ask());
    expect(await now()).toMatchObject({ statusId: id("Waiting on contact") });
    expect((await history()).map(({ cause }) => cause)).toContain("automation_on_reply");
  });

  test("leaves the status where it is with the automation off", async () => {
    const { ana, ticket, ask, now } = await setting({ statusOnReplyId: null });
    await ana.calls(replyToTicket, ask());
    expect(await now()).toMatchObject({ statusId: ticket.statusId });
  });

  test("follows the automation of the pipeline that the ticket is in now", async () => {
    const { olga, ana, number, ask, now } = await setting();
    const other = await olga.calls(createPipeline, { name: "Repairs" });
    const change = { pipelineId: other.id, statusOnReplyId: other.statuses[2]?.id ?? "" };
    await olga.calls(updatePipeline, change);
    await olga.calls(updateTicket, { number, pipelineId: other.id });
    await ana.calls(replyToTicket, ask());
    expect(await now()).toMatchObject({ statusId: change.statusOnReplyId });
  });
});

describe("S60: a ticket that moves to another pipeline", () => {
  test("begins at its first open status; its history names both", async () => {
    const { olga, ana, number, history } = await setting();
    const other = await olga.calls(createPipeline, { name: "Repairs" });

    const moved = await ana.calls(updateTicket, { number, pipelineId: other.id });

    expect(moved).toMatchObject({ pipelineId: other.id, statusId: other.statuses[0]?.id });
    const [, step] = await history();
    const names = { fromName: "Support Pipeline", toName: "Repairs" };
    expect(step).toMatchObject({ what: "pipeline_changed", ...names });
  });
});

describe("H46: a customer's answer to a closed ticket", () => {
  /** The ticket was closed so many days ago. */
  const closedAgo = (acme: { id: string }, number: number, days: number) =>
    rowsOf("update tickets set last_closed_at = $3 where desk_id = $1 and number = $2", [
      ...[acme.id, number, new Date(Date.now() - days * 86_400_000)],
    ]);

  test.each([
    [null, 13, "reopens"],
    [null, 15, "is a new ticket"],
    [30, 29, "reopens"],
    [30, 31, "is a new ticket"],
    [0, 0, "is a new ticket"],
  ])("with %s days in the pipeline, %i days later, %s", async (reopenDays, days, outcome) => {
    const { acme, ticket, number, close, now } = await setting({ reopenDays });
    await close();
    await closedAgo(acme, number, days);

    await acme.customerWrites(ticket, "It is back.");

    expect((await now()).open).toBe(outcome === "reopens");
  });

  test("a new ticket is in the pipeline of the old one, and points to it", async () => {
    const { acme, olga, ticket, number, now } = await setting();
    const other = await olga.calls(createPipeline, { name: "Repairs" });
    await olga.calls(updatePipeline, { pipelineId: other.id, reopenDays: 0 });
    const closed = other.statuses.at(-1)?.id ?? "";
    await olga.calls(updateTicket, { number, pipelineId: other.id, statusId: closed });

    const { id } = await acme.customerWrites(ticket, "It is back.");

    const [row] = await rowsOf<{ number: number }>(
      "select t.number from tickets t join messages m on m.desk_id = t.desk_id and m.ticket_id = t.id where t.desk_id = $1 and m.id = $2",
      [acme.id, id],
    );
    expect(await acme.ticketNow(row?.number ?? 0)).toMatchObject({
      ...{ pipelineId: other.id, hints: [{ number, reason: "reopened_late" }] },
    });
    expect(await now()).toMatchObject({ statusId: closed });
  });

  test("reopening sets the reopen date and leaves the last closed date", async () => {
    const { acme, ticket, close, now } = await setting();
    const { lastClosedAt } = await close();
    await acme.customerWrites(ticket, "It is back.");
    const reopened = await now();
    expect(lastClosedAt).not.toBeNull();
    expect(reopened).toMatchObject({ lastClosedAt, closedAt: null });
    expect(reopened.reopenedAt).not.toBeNull();
  });
});

describe("H42: the close date", () => {
  test.each([
    ["cleared_on_reopen", "none", "second"],
    ["kept_on_reopen", "first", "second"],
    ["first_close", "first", "first"],
  ] as const)("%s: after reopening %s, after closing again the %s", async (rule, open, again) => {
    const { ana, number, id, close, now } = await setting({ closeDate: rule });
    const first = (await close()).closedAt;
    await ana.calls(updateTicket, { number, statusId: id("New") });
    const reopened = (await now()).closedAt;
    const second = await close();

    expect(reopened).toBe(open === "none" ? null : first);
    expect(second.closedAt).toBe(again === "first" ? first : second.lastClosedAt);
    expect(second.lastClosedAt).not.toBe(first);
  });
});
