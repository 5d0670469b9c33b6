import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { listPipelines, updatePipeline, updateStatus } from "#contract/pipelines.ts";
import { listProperties } from "#contract/properties.ts";
import { desk } from "#testkit";
import { statusAfterCustomer, statusAfterReply } from "./status.ts";

describe("a new desk", () => {
  test("H36: has the Support Pipeline with four statuses and both automations on", async () => {
    const acme = await desk();

    const { items } = await acme.as(acme.ana).calls(listPipelines, {});

    const [pipeline] = items;
    const idOf = (name: string) => pipeline?.statuses.find((one) => one.name === name)?.id;
    expect(items).toHaveLength(1);
    expect(pipeline).toMatchObject({
      ...{ name: "Support Pipeline", isDefault: true },
      ...{ statusOnReplyId: idOf("Waiting on contact") },
      ...{ statusOnCustomerReplyId: idOf("Waiting on us") },
    });
    expect(pipeline?.statuses.map(({ name, color, kind }) => [name, color, kind])).toEqual([
      ["New", "#016de1", "open"],
      ["Waiting on contact", "#f7c03e", "open"],
      ["Waiting on us", "#c93700", "open"],
      ["Closed", "#ebebeb", "closed"],
    ]);
  });

  test("lists the properties that a status can ask for", async () => {
    const acme = await desk();
    const { items } = await acme.as(acme.ana).calls(listProperties, {});
    const names = items.map(({ name }) => name);
    expect(names).toEqual(["priority", "category", "description", "resolution"]);
  });
});

describe("the settings of a pipeline", () => {
  test("change one automation and leave the other alone", async () => {
    const acme = await desk();
    const { items } = await acme.as(acme.owner).calls(listPipelines, {});
    const { id: pipelineId = "", statusOnReplyId } = items[0] ?? {};

    const off = { pipelineId, statusOnCustomerReplyId: null };
    const now = await acme.as(acme.owner).calls(updatePipeline, off);

    expect(now).toMatchObject({ statusOnReplyId, statusOnCustomerReplyId: null });
    expect((await acme.events()).at(-1)).toEqual({ type: "pipeline.changed", ids: { pipelineId } });
  });

  test("refuse what is not there, and whoever may not", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { items } = await acme.as(acme.owner).calls(listPipelines, {});
    const [pipeline] = items;
    const pipelineId = pipeline?.id ?? "";
    const statusId = pipeline?.statuses[0]?.id ?? "";
    const olga = acme.as(acme.owner);
    const ask = { pipelineId, statusId, requiredProperties: ["priority"] };

    const foreign = { pipelineId, statusOnReplyId: randomUUID() };
    expect(await olga.calls(updatePipeline, foreign)).toEqual({
      refused: "status_not_in_pipeline",
    });
    const unknown = { ...ask, requiredProperties: ["mood"] };
    expect(await olga.calls(updateStatus, unknown)).toMatchObject({ refused: "property_unknown" });
    expect(await acme.as(acme.ana).calls(updateStatus, ask)).toEqual({
      refused: "settings_forbidden",
    });
    expect(await rival.as(rival.owner).calls(updateStatus, ask)).toEqual({
      refused: "pipeline_unknown",
    });
  });
});

describe("the status after a reply", () => {
  test.each([
    ["chosen", null, { statusId: "chosen", cause: "chosen_with_reply" }],
    ["chosen", "auto", { statusId: "chosen", cause: "chosen_status_won" }],
    ["auto", "auto", { statusId: "auto", cause: "chosen_with_reply" }],
    [null, "auto", { statusId: "auto", cause: "automation_on_reply" }],
    [null, null, { statusId: "now", cause: null }],
  ])("with %s chosen and %s automatic", (chosen, automation, next) => {
    expect(statusAfterReply({ chosen, automation, current: "now" })).toEqual(next);
  });
});

describe("the status after the customer's answer", () => {
  const [open, closed] = [
    { id: "open", open: true },
    { id: "closed", open: false },
  ];
  const to = { id: "us", open: true };
  test.each([
    [to, open, { statusId: "us", cause: "automation_on_customer_reply" }],
    [null, open, { statusId: "open", cause: null }],
    [to, closed, { statusId: "us", cause: "customer_reopened" }],
    [null, closed, { statusId: "first", cause: "customer_reopened" }],
    [closed, closed, { statusId: "first", cause: "customer_reopened" }],
  ])("with automation %o from %o", (automation, current, next) => {
    expect(statusAfterCustomer({ automation, current, firstOpen: "first" })).toEqual(next);
  });
});
