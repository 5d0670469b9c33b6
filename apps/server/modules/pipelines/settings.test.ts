import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createPipeline,
  createStatus,
  deletePipeline,
  deleteStatus,
  listPipelines,
  type Pipeline,
  updatePipeline,
  updateStatus,
} from "#contract/pipelines.ts";
import { createTicket, readTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { desk, type TestDesk } from "#testkit";

const all = async (acme: TestDesk) => (await acme.as(acme.owner).calls(listPipelines, {})).items;
const first = async (acme: TestDesk) => {
  const [pipeline] = await all(acme);
  if (!pipeline) throw new Error("the desk has no pipeline");
  return pipeline;
};
const named = ({ statuses }: Pick<Pipeline, "statuses">, name: string) =>
  statuses.find((status) => status.name === name)?.id ?? "";
const names = ({ statuses }: Pick<Pipeline, "statuses">) => statuses.map(({ name }) => name);

describe("H37: the pipelines of a desk", () => {
  test("are made with the four statuses and both automations of a new desk", async () => {
    const acme = await desk();
    const repairs = await acme.as(acme.owner).calls(createPipeline, { name: " Repairs " });

    expect(names(repairs)).toEqual(["New", "Waiting on contact", "Waiting on us", "Closed"]);
    expect(repairs).toMatchObject({
      ...{ name: "Repairs", position: 1, isDefault: false, limitedTo: null, mayUse: true },
      statusOnReplyId: named(repairs, "Waiting on contact"),
      statusOnCustomerReplyId: named(repairs, "Waiting on us"),
    });
    expect((await acme.events()).at(-1)).toMatchObject({ type: "pipeline.changed" });
  });

  test("are renamed, put in another order, and one of them is the default", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const { id: pipelineId } = await olga.calls(createPipeline, { name: "Repairs" });
    await olga.calls(createPipeline, { name: "Orders" });

    const change = { pipelineId, name: "Workshop", position: 0, isDefault: true as const };
    await olga.calls(updatePipeline, change);

    const now = await all(acme);
    expect(now.map(({ name, position, isDefault }) => [name, position, isDefault])).toEqual([
      ["Workshop", 0, true],
      ["Support Pipeline", 1, false],
      ["Orders", 2, false],
    ]);
  });

  test("refuse a name that another one has", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const taken = { refused: "name_taken" };
    expect(await olga.calls(createPipeline, { name: "support pipeline" })).toEqual(taken);
    const { id: pipelineId } = await olga.calls(createPipeline, { name: "Repairs" });
    expect(await olga.calls(updatePipeline, { pipelineId, name: "SUPPORT Pipeline" })).toEqual(
      taken,
    );
    await olga.calls(updatePipeline, { pipelineId, name: "REPAIRS" });
  });

  test("go, and their tickets with them to a status of another", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const support = await first(acme);
    const repairs = await olga.calls(createPipeline, { name: "Repairs" });
    const made = { name: "Broken", pipelineId: repairs.id, statusId: named(repairs, "New") };
    const { number } = await olga.calls(createTicket, made);

    const toStatusId = named(support, "Closed");
    await olga.calls(deletePipeline, { pipelineId: repairs.id, toStatusId });

    expect((await all(acme)).map(({ id }) => id)).toEqual([support.id]);
    const now = await acme.ticketNow(number);
    expect(now).toMatchObject({ pipelineId: support.id, statusId: toStatusId, open: false });
    const [status, pipeline] = (await olga.calls(listActivity, { number })).items;
    const cause = "pipeline_deleted";
    expect(status).toMatchObject({ what: "status_changed", fromName: "New", cause });
    expect(pipeline).toMatchObject({ what: "pipeline_changed", fromName: "Repairs", cause });
    const again = { pipelineId: repairs.id, toStatusId };
    expect(await olga.calls(deletePipeline, again)).toEqual({ refused: "pipeline_unknown" });
  });

  test("keep the only one, the default one, and any whose tickets would have no place", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const support = await first(acme);
    const onlyOne = { pipelineId: support.id, toStatusId: randomUUID() };
    expect(await olga.calls(deletePipeline, onlyOne)).toEqual({ refused: "pipeline_needed" });
    const repairs = await olga.calls(createPipeline, { name: "Repairs" });

    const standard = { pipelineId: support.id, toStatusId: named(repairs, "New") };
    expect(await olga.calls(deletePipeline, standard)).toEqual({ refused: "pipeline_is_default" });
    const own = { pipelineId: repairs.id, toStatusId: named(repairs, "New") };
    expect(await olga.calls(deletePipeline, own)).toEqual({ refused: "status_unknown" });
    expect(await all(acme)).toHaveLength(2);
  });

  test("of two that are deleted at once one stays", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const support = await first(acme);
    const repairs = await olga.calls(createPipeline, { name: "Repairs" });

    const answers = await Promise.all([
      olga.calls(deletePipeline, { pipelineId: repairs.id, toStatusId: named(support, "New") }),
      olga.calls(deletePipeline, { pipelineId: support.id, toStatusId: named(repairs, "New") }),
    ]);

    expect(answers.filter((answer) => answer === null)).toHaveLength(1);
    expect(await all(acme)).toHaveLength(1);
  });
});

describe("H37: the statuses of a pipeline", () => {
  test("are added behind those of their kind, with name and colour", async () => {
    const acme = await desk();
    const pipeline = await first(acme);
    const ask = { pipelineId: pipeline.id, name: "At the workshop", color: "#AA00FF" };

    const added = await acme.as(acme.owner).calls(createStatus, { ...ask, kind: "open" });

    expect(added).toMatchObject({ color: "#aa00ff", kind: "open", position: 3, forNew: true });
    expect(names(await first(acme))).toEqual([
      ...["New", "Waiting on contact", "Waiting on us", "At the workshop", "Closed"],
    ]);
  });

  test("change name, colour and place, each without the others", async () => {
    const acme = await desk();
    const { id: pipelineId, ...pipeline } = await first(acme);
    const at = { pipelineId, statusId: named(pipeline, "Waiting on us") };
    const olga = acme.as(acme.owner);
    await olga.calls(updateStatus, { ...at, requiredProperties: ["priority"] });

    await olga.calls(updateStatus, { ...at, name: "With us" });
    await olga.calls(updateStatus, { ...at, color: "#123456" });
    const now = await olga.calls(updateStatus, { ...at, position: 1 });

    expect(now).toMatchObject({ name: "With us", color: "#123456", position: 1 });
    expect(now.requiredProperties).toEqual(["priority"]);
    const order = ["New", "With us", "Waiting on contact", "Closed"];
    expect(names(await first(acme))).toEqual(order);
  });

  test("refuse a name that another one has, and a colour that is none", async () => {
    const acme = await desk();
    const { id: pipelineId, ...pipeline } = await first(acme);
    const olga = acme.as(acme.owner);
    const status = { pipelineId, name: "closed", color: "#123456", kind: "open" as const };
    const taken = { refused: "name_taken" };
    expect(await olga.calls(createStatus, status)).toEqual(taken);
    const at = { pipelineId, statusId: named(pipeline, "New") };
    expect(await olga.calls(updateStatus, { ...at, name: "Closed" })).toEqual(taken);
    expect(await olga.calls(updateStatus, { ...at, color: "red" })).toMatchObject({
      refused: "invalid_input",
    });
  });

  test("of a changed kind take their tickets along: they close, and open again", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const { number } = await acme.ticket();
    const { id: pipelineId, ...pipeline } = await first(acme);
    const at = { pipelineId, statusId: named(pipeline, "New") };

    await olga.calls(updateStatus, { ...at, kind: "closed" });
    await acme.runJobs();
    const closed = await acme.ticketNow(number);
    await olga.calls(updateStatus, { ...at, kind: "open" });
    await acme.runJobs();

    expect(closed).toMatchObject({ open: false, statusId: at.statusId });
    expect(closed.closedAt).not.toBeNull();
    expect(await acme.ticketNow(number)).toMatchObject({ open: true, closedAt: null });
    const causes = (await olga.calls(listActivity, { number })).items.map(({ cause }) => cause);
    expect(causes.filter((cause) => cause === "status_kind_changed")).toHaveLength(2);
  });

  test("go, with their tickets to another; what led to them leads there", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const pipeline = await first(acme);
    const [gone, to] = [named(pipeline, "Waiting on us"), named(pipeline, "New")];
    const ticket = { name: "Stands there", pipelineId: pipeline.id, statusId: gone };
    const { number } = await olga.calls(createTicket, ticket);

    const ask = { pipelineId: pipeline.id, statusId: gone, toStatusId: to };
    await olga.calls(deleteStatus, ask);

    const now = await first(acme);
    expect(now.statuses.map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(now.statusOnCustomerReplyId).toBe(to);
    expect(await acme.ticketNow(number)).toMatchObject({ statusId: to });
    const [step] = (await olga.calls(listActivity, { number })).items;
    expect(step).toMatchObject({ fromName: "Waiting on us", cause: "status_deleted" });
    expect(await olga.calls(deleteStatus, ask)).toEqual({ refused: "status_not_in_pipeline" });
    expect(await olga.calls(createTicket, ticket)).toEqual({ refused: "status_not_in_pipeline" });
  });

  test("keep the last closed and the last open one, whatever is tried", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const { id: pipelineId, ...pipeline } = await first(acme);
    const [open, closed] = [named(pipeline, "New"), named(pipeline, "Closed")];
    const needed = { refused: "status_needed" };
    const remove = (statusId: string, toStatusId: string) =>
      olga.calls(deleteStatus, { pipelineId, statusId, toStatusId });

    expect(await remove(closed, open)).toEqual(needed);
    const turn = { pipelineId, statusId: closed, kind: "open" as const };
    expect(await olga.calls(updateStatus, turn)).toEqual(needed);
    await remove(named(pipeline, "Waiting on us"), open);
    await remove(named(pipeline, "Waiting on contact"), open);
    expect(await remove(open, closed)).toEqual(needed);
    expect(await remove(closed, closed)).toEqual({ refused: "status_not_in_pipeline" });
  });
});

describe("H40: the two ready automations", () => {
  test("are on, off, or lead to another status of the same pipeline", async () => {
    const acme = await desk();
    const olga = acme.as(acme.owner);
    const { id: pipelineId, ...pipeline } = await first(acme);
    const repairs = await olga.calls(createPipeline, { name: "Repairs" });
    const statusOnReplyId = named(pipeline, "Closed");

    const now = await olga.calls(updatePipeline, {
      ...{ pipelineId, statusOnReplyId, statusOnCustomerReplyId: null },
    });

    expect(now).toMatchObject({ statusOnReplyId, statusOnCustomerReplyId: null });
    const foreign = { pipelineId, statusOnReplyId: named(repairs, "New") };
    expect(await olga.calls(updatePipeline, foreign)).toEqual({
      refused: "status_not_in_pipeline",
    });
  });
});

test("H37: nothing of it is for those without a settings right, nor for another desk", async () => {
  const [acme, rival] = [await desk(), await desk()];
  const { id: pipelineId, ...pipeline } = await first(acme);
  const [statusId, toStatusId] = [named(pipeline, "New"), named(pipeline, "Closed")];
  const status = { name: "X", color: "#123456", kind: "open" as const };
  const tries = async (who: ReturnType<TestDesk["as"]>) => [
    await who.calls(updatePipeline, { pipelineId, name: "X" }),
    await who.calls(deletePipeline, { pipelineId, toStatusId }),
    await who.calls(createStatus, { pipelineId, ...status }),
    await who.calls(updateStatus, { pipelineId, statusId, name: "X" }),
    await who.calls(deleteStatus, { pipelineId, statusId, toStatusId }),
  ];

  const no = (refused: string) => Array.from({ length: 5 }, () => ({ refused }));
  expect(await tries(acme.as(acme.ana))).toEqual(no("settings_forbidden"));
  expect(await tries(rival.as(rival.owner))).toEqual(no("pipeline_unknown"));
  expect(await acme.as(acme.ana).calls(createPipeline, { name: "X" })).toEqual({
    refused: "settings_forbidden",
  });
  expect((await first(acme)).statuses).toEqual(pipeline.statuses);
});

test("H37: a status that goes while tickets come in leaves none of them behind", async () => {
  const acme = await desk();
  const olga = acme.as(acme.owner);
  const { id: pipelineId, ...pipeline } = await first(acme);
  const [statusId, toStatusId] = [named(pipeline, "Waiting on us"), named(pipeline, "New")];
  const into = () => acme.as(acme.ana).calls(createTicket, { name: "Late", pipelineId, statusId });

  const answers = await Promise.all([
    ...Array.from({ length: 6 }, into),
    olga.calls(deleteStatus, { pipelineId, statusId, toStatusId }),
    ...Array.from({ length: 6 }, into),
  ]);

  expect(answers[6]).toBeNull();
  for (const answer of answers.filter((one) => one !== null)) {
    if (answer.refused) expect(answer).toEqual({ refused: "status_not_in_pipeline" });
    else
      expect(await olga.calls(readTicket, { number: answer.number })).toMatchObject({
        statusId: toStatusId,
      });
  }
});
