import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createPipeline,
  listPipelines,
  type Pipeline,
  type PipelineRules,
  updatePipeline,
  updateStatus,
} from "#contract/pipelines.ts";
import { createToken } from "#contract/tokens.ts";
import { createTicket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk } from "#testkit";

/** A desk whose pipeline has these rules; its statuses by name. */
async function ruled(rules: Partial<PipelineRules>) {
  const acme = await desk();
  const olga = acme.as(acme.owner);
  const { items } = await olga.calls(listPipelines, {});
  const pipelineId = items[0]?.id ?? "";
  const pipeline: Pipeline = await olga.calls(updatePipeline, { pipelineId, rules });
  const id = (name: string) => pipeline.statuses.find((one) => one.name === name)?.id ?? "";
  const history = async (number: number) => (await olga.calls(listActivity, { number })).items;
  const make = (status: string, more = {}) =>
    acme.as(acme.ana).calls(createTicket, { name: "T", pipelineId, statusId: id(status), ...more });
  return { acme, olga, ana: acme.as(acme.ana), pipelineId, id, history, make };
}

describe("H38: limited creation statuses", () => {
  test("let a ticket begin only where the pipeline says, by hand and by API", async () => {
    const { acme, olga, pipelineId, id, make } = await ruled({ limitCreation: true });
    const off = { pipelineId, statusId: id("Closed"), forNew: false };
    await olga.calls(updateStatus, off);
    const ask = { name: "robot", scopes: ["tickets.write" as const] };
    const { token } = await acme.as(acme.ana).calls(createToken, ask);

    const allowed = ["New", "Waiting on contact", "Waiting on us"].map((name) => id(name));
    const no = { refused: "status_not_for_new", statusId: id("Closed"), allowed };
    expect(await make("Closed")).toEqual(no);
    const ticket = { name: "T", pipelineId, statusId: id("Closed") };
    expect(await acme.as({ token }).calls(createTicket, ticket)).toEqual(no);
    expect(await make("New")).toMatchObject({ statusId: id("New") });
  });

  test("hold for a ticket that comes from another pipeline, which else begins at the first allowed one", async () => {
    const { ana, olga, pipelineId, id } = await ruled({ limitCreation: true });
    for (const name of ["New", "Closed"])
      await olga.calls(updateStatus, { pipelineId, statusId: id(name), forNew: false });
    const other = await olga.calls(createPipeline, { name: "Repairs" });
    const there = { name: "T", pipelineId: other.id, statusId: other.statuses[0]?.id ?? "" };
    const { number } = await ana.calls(createTicket, there);

    const closing = { number, pipelineId, statusId: id("Closed") };
    expect(await ana.calls(updateTicket, closing)).toMatchObject({ refused: "status_not_for_new" });
    expect(await ana.calls(updateTicket, { number, pipelineId })).toMatchObject({
      ...{ pipelineId, statusId: id("Waiting on contact") },
    });
  });

  test("do not concern the mail of a customer", async () => {
    const { acme, olga, pipelineId, id } = await ruled({ limitCreation: true });
    await olga.calls(updateStatus, { pipelineId, statusId: id("New"), forNew: false });
    expect((await acme.ticket()).statusId).toBe(id("New"));
  });
});

describe("H38: no skipping", () => {
  test("lets a ticket go one status forward, any number back", async () => {
    const { ana, id, make } = await ruled({ noSkipping: true });
    const { number } = await make("New");
    const to = (name: string) => ana.calls(updateTicket, { number, statusId: id(name) });

    expect(await to("Closed")).toEqual({
      ...{ refused: "status_skipped", statusId: id("Closed") },
      nextStatusId: id("Waiting on contact"),
    });
    expect(await to("Waiting on contact")).toMatchObject({ statusId: id("Waiting on contact") });
    expect(await to("Waiting on us")).toMatchObject({ statusId: id("Waiting on us") });
    expect(await to("New")).toMatchObject({ statusId: id("New") });
  });

  test("holds for a status chosen with a reply, and then nothing is sent", async () => {
    const { acme, ana, id } = await ruled({ noSkipping: true });
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const reply = { number, id: randomUUID(), text: "Hi", seenMessageId, statusId: id("Closed") };

    expect(await ana.calls(replyToTicket, reply)).toMatchObject({ refused: "status_skipped" });
    expect(await acme.jobs("mail.deliver")).toEqual([]);
    expect(await acme.messages(number)).toHaveLength(1);
  });

  test("cannot be got around by leaving the pipeline and coming back", async () => {
    const { ana, olga, pipelineId, id, make } = await ruled({ noSkipping: true });
    const other = await olga.calls(createPipeline, { name: "Repairs" });
    const { number } = await make("New");
    await ana.calls(updateTicket, { number, pipelineId: other.id });

    const back = { number, pipelineId, statusId: id("Closed") };
    expect(await ana.calls(updateTicket, back)).toMatchObject({ refused: "status_skipped" });
    expect(await ana.calls(updateTicket, { number, pipelineId })).toMatchObject({
      statusId: id("New"),
    });
  });
});

describe("H38: no moving back", () => {
  test("lets nobody put a ticket into an earlier status", async () => {
    const { ana, id, make } = await ruled({ noMovingBack: true });
    const { number } = await make("Waiting on us");
    const no = { refused: "status_behind", statusId: id("New") };
    expect(await ana.calls(updateTicket, { number, statusId: id("New") })).toEqual(no);
    expect(await ana.calls(updateTicket, { number, statusId: id("Closed") })).toMatchObject({
      open: false,
    });
  });

  test("does not stop the automations: a customer who answers reopens, a reply waits", async () => {
    const { acme, ana, id, make } = await ruled({ noMovingBack: true });
    const ticket = await acme.ticket();
    const { number } = ticket;
    await ana.calls(updateTicket, { number, statusId: id("Closed") });
    expect((await make("New")).statusId).toBe(id("New"));

    const { id: seenMessageId } = await acme.customerWrites(ticket, "It is back.");
    expect(await acme.ticketNow(number)).toMatchObject({ statusId: id("Waiting on us") });
    await ana.calls(replyToTicket, { number, id: randomUUID(), text: "Hi", seenMessageId });
    expect(await acme.ticketNow(number)).toMatchObject({ statusId: id("Waiting on contact") });
  });
});

describe("H38: an override", () => {
  test("is for those with a settings right, and stands in the history", async () => {
    const { ana, olga, id, history, make } = await ruled({ noSkipping: true, noMovingBack: true });
    const { number } = await make("New");
    const skip = { number, statusId: id("Closed"), override: true };

    expect(await ana.calls(updateTicket, skip)).toEqual({ refused: "override_forbidden" });
    await olga.calls(updateTicket, skip);

    const [moved, overridden] = await history(number);
    expect(moved).toMatchObject({ what: "status_changed", toName: "Closed" });
    expect(overridden).toMatchObject({
      ...{ what: "rule_overridden", property: "status_skipped", toName: "Closed" },
      by: { name: "Olga" },
    });
  });

  test("is asked for: rules hold for a Super Admin who does not", async () => {
    const { olga, id, make } = await ruled({ noMovingBack: true });
    const { number } = await make("Waiting on us");
    const back = { number, statusId: id("New") };
    expect(await olga.calls(updateTicket, back)).toMatchObject({ refused: "status_behind" });
  });

  test("goes around every way of asking: new tickets, replies, required properties", async () => {
    const { acme, olga, pipelineId, id, history } = await ruled({
      ...{ limitCreation: true, noSkipping: true },
    });
    const closed = { pipelineId, statusId: id("Closed") };
    await olga.calls(updateStatus, { ...closed, forNew: false, requiredProperties: ["priority"] });
    const override = true;

    const made = await olga.calls(createTicket, { name: "T", ...closed, override });
    const { number, newestMessageId: seenMessageId } = await acme.ticket();
    const reply = {
      number,
      id: randomUUID(),
      text: "Hi",
      seenMessageId,
      statusId: closed.statusId,
    };
    expect(await olga.calls(replyToTicket, { ...reply, override })).toMatchObject({ id: reply.id });

    const overridden = async (of: number) =>
      (await history(of)).flatMap(({ what, property }) =>
        what === "rule_overridden" ? [property] : [],
      );
    expect(await overridden(made.number)).toEqual(["properties_required", "status_not_for_new"]);
    expect(await overridden(number)).toEqual(["properties_required", "status_skipped"]);
    expect(await acme.ticketNow(number)).toMatchObject({ statusId: closed.statusId });
  });

  test("by a token needs the scope for settings as well", async () => {
    const { acme, id, olga, make } = await ruled({ noMovingBack: true });
    const { number } = await make("Waiting on us");
    const back = { number, statusId: id("New"), override: true };
    const tokenFor = (scopes: ("tickets.write" | "settings.write")[]) =>
      olga.calls(createToken, { name: "robot", scopes });
    const { token } = await tokenFor(["tickets.write"]);
    const { token: strong } = await tokenFor(["tickets.write", "settings.write"]);

    expect(await acme.as({ token }).calls(updateTicket, back)).toEqual({
      refused: "override_forbidden",
    });
    expect(await acme.as({ token: strong }).calls(updateTicket, back)).toMatchObject({
      statusId: id("New"),
    });
  });

  test("leaves no line where nothing stood in the way, and needs no right there", async () => {
    const { ana, id, history, make } = await ruled({ noSkipping: true });
    const { number } = await make("New");
    await ana.calls(updateTicket, { number, statusId: id("Waiting on contact"), override: true });
    expect((await history(number)).map(({ what }) => what)).toEqual(["status_changed", "created"]);
  });
});

describe("S20: a new ticket over the API", () => {
  test("needs its pipeline where there are several, and goes into the only one otherwise", async () => {
    const { ana, olga, pipelineId, id } = await ruled({});
    const ticket = { name: "T", statusId: id("New") };
    expect(await ana.calls(createTicket, ticket)).toMatchObject({ pipelineId });

    const other = await olga.calls(createPipeline, { name: "Repairs" });
    expect(await ana.calls(createTicket, ticket)).toEqual({ refused: "pipeline_unclear" });
    const wrong = { ...ticket, pipelineId: other.id };
    expect(await ana.calls(createTicket, wrong)).toEqual({ refused: "status_not_in_pipeline" });
  });
});
