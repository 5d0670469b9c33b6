/** Pipelines: set up by the owner, used by the agents, and what a status asks for before anything is sent. */
import type { Route } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createPipeline,
  listPipelines,
  type Pipeline,
  updatePipeline,
  updateStatus,
} from "#contract/pipelines.ts";
import { readTicket, type Ticket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { listMessages } from "#contract/messages.ts";
import { readSession } from "#contract/sign-in.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;
let support: Pipeline;
let repairs: Pipeline;

beforeAll(async () => {
  shop = await openShop();
  await shop.ana.call(createPipeline, { name: "Repairs" });
  [support, repairs] = await pair();
  const { id: pipelineId } = repairs;
  const [first, second] = repairs.statuses;
  const rename = (statusId: string, name: string) =>
    shop.ana.call(updateStatus, { pipelineId, statusId, name });
  await rename(first?.id ?? "", "Received");
  await rename(second?.id ?? "", "At the bench");
  [support, repairs] = await pair();
});

afterAll(async () => {
  await shop?.close();
});

/** Each test begins with the rules and the required properties of a new desk. */
beforeEach(async () => {
  const rules = { limitCreation: false, noSkipping: false, noMovingBack: false };
  for (const { id: pipelineId, statuses } of [support, repairs]) {
    await shop.ana.call(updatePipeline, { pipelineId, rules, limitedTo: null });
    for (const { id: statusId } of statuses)
      await shop.ana.call(updateStatus, { pipelineId, statusId, requiredProperties: [] });
  }
});

describe("a second pipeline", () => {
  test("S22, S23: the panel for a new ticket offers it; its statuses are the only ones, from the first on", async () => {
    const { page } = shop.ana;
    await goTo(page, "/tickets/open");
    await page.getByRole("button", { name: /^Create ticket/ }).click();
    const panel = page.getByRole("region", { name: "Create ticket" });
    await panel.getByRole("button", { name: "Pipeline: Support Pipeline" }).waitFor();
    await panel.getByRole("button", { name: "Status: New" }).click();
    await page.getByRole("option", { name: "Waiting on us" }).click();
    await panel.getByRole("button", { name: /^Pipeline: / }).click();
    await page.getByRole("option", { name: "Repairs" }).click();

    await panel.getByRole("button", { name: "Status: Received" }).click();
    expect(await page.getByRole("option").allInnerTexts()).toEqual(namesOf(repairs));
    await page.getByRole("option", { name: "At the bench" }).click();
    await panel.getByLabel("Ticket name").fill("Grinder is jammed");
    await panel.getByRole("button", { name: "Create ticket" }).click();
    await page.getByRole("heading", { name: "Grinder is jammed" }).waitFor();
    await page.getByRole("button", { name: "Status: At the bench" }).waitFor();
  });

  test("S23: a pipeline that limits where tickets begin offers only those statuses", async () => {
    const { ana } = shop;
    const { id: pipelineId } = support;
    await ana.call(updatePipeline, { pipelineId, rules: { limitCreation: true } });
    const closed = support.statuses.at(-1)?.id ?? "";
    await ana.call(updateStatus, { pipelineId, statusId: closed, forNew: false });
    await goTo(ana.page, "/tickets/open");
    await ana.page.getByRole("button", { name: /^Create ticket/ }).click();
    const panel = ana.page.getByRole("region", { name: "Create ticket" });
    await panel.getByRole("button", { name: "Status: New" }).click();
    expect(await ana.page.getByRole("option").allInnerTexts()).toEqual(
      namesOf(support).slice(0, -1),
    );
    await ana.call(updateStatus, { pipelineId, statusId: closed, forNew: true });
  });

  test("S59, S60: a ticket that moves there has its statuses beside Send at once, for colleagues too", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("Moves to the workshop");
    await Promise.all([ana.at.opens(number), bo.at.opens(number)]);
    await bo.at.startsReply();
    await bo.at.types("I look into it.");
    expect(await besideSend(bo)).toEqual(namesOf(support));

    await ana.page.getByRole("button", { name: "Pipeline: Support Pipeline" }).first().click();
    await ana.page.getByRole("option", { name: "Repairs" }).click();
    await ana.page.getByRole("button", { name: "Status: Received" }).waitFor();

    await bo.page.getByRole("button", { name: "Status: Received" }).waitFor();
    expect(await besideSend(bo)).toEqual(namesOf(repairs));
    await bo.at.sendsAnd("At the bench");
    const at = repairs.statuses[1]?.id;
    await until(async () => (await bo.call(readTicket, { number })).statusId === at);
  });
});

test("S60: the palette moves the picked tickets, and Undo brings them back to where they were", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("Moved by the palette");
  await goTo(ana.page, "/tickets/open");
  await ana.page.getByRole("checkbox", { name: `Select #${number}` }).click();
  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("dialog").waitFor();
  await ana.page.keyboard.type("Move to the pipeline Repairs");
  await ana.page.keyboard.press("Enter");
  await until(async () => (await ana.call(readTicket, { number })).pipelineId === repairs.id);
  await ana.page.getByRole("button", { name: "Undo" }).first().click();
  await until(async () => (await ana.call(readTicket, { number })).pipelineId === support.id);
});

describe("S61: a status that asks for a resolution", () => {
  const asks = () => asksFor(support, "Closed", "resolution");

  test("asks before anything is sent; cancel sends and changes nothing; then mail and status go as one", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Asks before it is sent");
    await asks();
    const before = await ana.call(readTicket, { number });
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("A new gasket is on its way.");
    await ana.at.sendsAnd("Closed");
    const dialog = ana.page.getByRole("dialog", { name: "Closed asks for a little more" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await outgoing(number)).toBe(0);
    expect(statusOf(await ana.call(readTicket, { number }))).toBe(statusOf(before));

    await ana.at.sendsAnd("Closed");
    await dialog.getByLabel("Resolution").fill("New gasket");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await until(async () => !(await ana.call(readTicket, { number })).open);
    expect(await outgoing(number)).toBe(1);
  });

  test("asks in the same words in the palette, for many at once, and keeps what a ticket has", async () => {
    const { ana } = shop;
    const one = await shop.customerWrites("Many at once, empty");
    const two = await shop.customerWrites("Many at once, known");
    await ana.call(updateTicket, { number: two, resolution: "Descaled" });
    await asks();
    await goTo(ana.page, "/tickets/open");
    for (const number of [one, two])
      await ana.page.getByRole("checkbox", { name: `Select #${number}` }).click();
    await ana.page.keyboard.press("Control+k");
    await ana.page.getByRole("dialog").waitFor();
    await ana.page.keyboard.type("Set status: Closed");
    await ana.page.keyboard.press("Enter");

    const dialog = ana.page.getByRole("dialog", { name: "Closed asks for a little more" });
    await dialog.getByLabel("Resolution").fill("New gasket");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await until(async () => !(await ana.call(readTicket, { number: one })).open);
    await until(async () => !(await ana.call(readTicket, { number: two })).open);
    expect((await ana.call(readTicket, { number: one })).resolution).toBe("New gasket");
    expect((await ana.call(readTicket, { number: two })).resolution).toBe("Descaled");
  });

  test("asks in the bar for many, and cancel leaves them as they are", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Left as it is");
    await asks();
    await goTo(ana.page, "/tickets/open");
    await ana.page.getByRole("checkbox", { name: `Select #${number}` }).click();
    await ana.page.getByRole("toolbar").getByRole("button", { name: "Close" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Closed asks for a little more" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
    expect((await ana.call(readTicket, { number })).open).toBe(true);
  });

  test("can be entered without it by those who may, and the activity says so", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Without a resolution");
    await asks();
    await ana.at.opens(number);
    await ana.page.getByRole("button", { name: "Status: New" }).click();
    await ana.page.getByRole("option", { name: "Closed" }).click();
    await ana.page.getByRole("dialog").getByRole("button", { name: "Go on without" }).click();
    await ana.page.getByRole("tab", { name: "Activity" }).click();
    await ana.at.sees(/entered Closed without its required properties/);
    expect((await ana.call(readTicket, { number })).open).toBe(false);
  });
});

describe("sending", () => {
  test("S62, S63: with a status ends in it, not in the automation's, and the activity says so", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Chosen by hand");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("We are on it.");
    await ana.at.sendsAnd("Waiting on us");

    await ana.page.getByRole("button", { name: "Status: Waiting on us" }).waitFor();
    await until(async () => (await outgoing(number)) === 1);
    const { items } = await ana.call(listActivity, { number });
    expect(items.find(({ what }) => what === "status_changed")?.cause).toBe("chosen_status_won");
    await ana.page.getByRole("tab", { name: "Activity" }).click();
    await ana.at.sees("The status chosen with the reply stands above the automation.");
  });

  test("S62: whose answer is lost on the way is said not to have left, is there as it was written, and sent again goes once", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Lost on the way");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("It is done.");
    await ana.at.waitsUntilSaved();
    const lost = async (route: Route) => {
      await route.fetch();
      await route.abort("connectionreset");
    };
    await ana.page.route("**/replies", lost, { times: 1 });
    await ana.at.sendsAnd("Closed");

    await ana.page
      .getByText(/^Not sent/)
      .first()
      .waitFor();
    await until(async () => (await ana.at.hasWritten()).includes("It is done."));
    await ana.at.sendsAnd("Closed");
    await ana.page.getByRole("button", { name: "Status: Closed" }).waitFor();
    await until(async () => (await ana.at.hasWritten()).trim() === "");
    expect(await outgoing(number)).toBe(1);
    expect(await ana.call(readTicket, { number })).toMatchObject({ open: false, hasDraft: false });
  });

  test("S58, S64: plainly follows the automation, shows the mail in the thread and takes the ticket", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Plainly sent");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Please try again.");
    await ana.at.sends();
    await ana.at.reads("Please try again.");
    await ana.page.getByRole("button", { name: "Status: Waiting on contact" }).waitFor();
    await ana.page.getByRole("button", { name: "Owner: Ana Riva" }).waitFor();
  });

  test("S64: plainly leaves the status where it is with the automation off", async () => {
    const { ana } = shop;
    const { id: pipelineId, statusOnReplyId } = support;
    await ana.call(updatePipeline, { pipelineId, statusOnReplyId: null });
    const number = await shop.customerWrites("No automation");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Please try again.");
    await ana.at.sends();
    await until(async () => (await outgoing(number)) === 1);
    await ana.page.getByRole("button", { name: "Status: New" }).waitFor();
    await ana.call(updatePipeline, { pipelineId, statusOnReplyId });
  });
});

describe("H38: a rule of the pipeline", () => {
  const noSkipping = () =>
    shop.ana.call(updatePipeline, { pipelineId: support.id, rules: { noSkipping: true } });

  test("stops an agent with its reason, and what was typed is still there", async () => {
    const { bo } = shop;
    const number = await shop.customerWrites("No skipping for Bo");
    await noSkipping();
    await bo.at.opens(number);
    await bo.at.startsReply();
    await bo.at.types("Done.");
    await bo.at.sendsAnd("Closed");
    await bo.at.sees("This pipeline does not let tickets skip a status.");
    expect(await bo.at.hasWritten()).toContain("Done.");
    expect(await outgoing(number)).toBe(0);
  });

  test("asks who may override it whether they mean to, for a reply and in the header", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Overridden by Ana");
    await noSkipping();
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Done at once.");
    await ana.at.sendsAnd("Closed");
    const dialog = ana.page.getByRole("dialog", { name: "Go around the rule?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await outgoing(number)).toBe(0);
    await ana.at.sendsAnd("Closed");
    await dialog.getByRole("button", { name: "Set it anyway" }).click();
    await until(async () => !(await ana.call(readTicket, { number })).open);
    await ana.page.getByRole("tab", { name: "Activity" }).click();
    await ana.at.sees(/skipped to Closed against the rule of the pipeline/);
  });
});

const nobody = { userIds: [], teamIds: [] };

test("H114: a pipeline that is limited to others goes from the screen, with the ticket that is read", async () => {
  const { ana, bo } = shop;
  const number = await shop.customerWrites("Not for Bo");
  await ana.call(updateTicket, { number, pipelineId: repairs.id });
  await bo.at.opens(number);
  await bo.page.getByRole("heading", { name: "Not for Bo" }).waitFor();

  await ana.call(updatePipeline, { pipelineId: repairs.id, limitedTo: nobody });

  await bo.page.getByRole("heading", { name: "Not for Bo" }).waitFor({ state: "detached" });
  const row = bo.page.locator(`[data-ticket-row="${number}"]`);
  await row.waitFor({ state: "detached" });
  await bo.page.getByRole("button", { name: /^Create ticket/ }).click();
  const panel = bo.page.getByRole("region", { name: "Create ticket" });
  await panel.getByRole("button", { name: "Pipeline: Support Pipeline" }).click();
  await expect
    .poll(() => bo.page.getByRole("option").allInnerTexts(), { timeout: 10_000 })
    .toEqual(["Support Pipeline"]);
});

test("H114: it goes as well where the pipelines are read anew before the rights are", async () => {
  const { ana, bo } = shop;
  await ana.call(updatePipeline, { pipelineId: repairs.id, limitedTo: null });
  const number = await shop.customerWrites("Gone in the other order");
  await ana.call(updateTicket, { number, pipelineId: repairs.id });
  await bo.at.opens(number);
  const name = bo.page.getByRole("heading", { name: "Gone in the other order" });
  await name.waitFor();
  await bo.settles();
  const pipelines = bo.page.waitForResponse((answer) => answer.url().endsWith(listPipelines.path));
  await bo.page.route(`**${readSession.path}`, async (route) => {
    await pipelines;
    await route.continue();
  });

  await ana.call(updatePipeline, { pipelineId: repairs.id, limitedTo: nobody });

  await name.waitFor({ state: "detached" });
  await bo.page.getByText("Ticket not found", { exact: true }).waitFor();
  await bo.page.unroute(`**${readSession.path}`);
});

describe("H37: the settings", () => {
  const list = (name: string) => shop.ana.page.getByRole("list", { name });
  const handle = (name: string) =>
    list("Statuses of Orders").getByRole("button", { name: `Move ${name}` });
  const now = async () =>
    (await shop.ana.call(listPipelines, {})).items.find(({ name }) => name === "Orders");
  const order = async (wanted: string[]) =>
    until(async () => {
      const found = await now();
      return found && namesOf(found).join() === wanted.join();
    });

  test("make a pipeline, name its statuses and put them in order by drag and by keys", async () => {
    const { page } = shop.ana;
    await goTo(page, "/settings/pipelines");
    await page.getByLabel("Name of the new pipeline").fill("Orders");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Orders" }).waitFor();
    await page.getByLabel("Name of the new status").fill("Packed");
    await page.keyboard.press("Enter");
    await handle("Packed").waitFor();
    await page.getByLabel("Name of New", { exact: true }).fill("Ordered");
    await page.keyboard.press("Enter");
    await order(["Ordered", "Waiting on contact", "Waiting on us", "Packed", "Closed"]);

    await handle("Packed").focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await order(["Ordered", "Packed", "Waiting on contact", "Waiting on us", "Closed"]);
    await page.getByRole("button", { name: "Move Packed" }).and(page.locator(":focus")).waitFor();
    await handle("Waiting on us").dragTo(handle("Ordered"));
    await order(["Waiting on us", "Ordered", "Packed", "Waiting on contact", "Closed"]);
  });

  test("change type, copy the ID, and delete a status after asking where its tickets go", async () => {
    const { page, context } = shop.ana;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("combobox", { name: "Type of Packed" }).click();
    await page.getByRole("option", { name: "Closed" }).click();
    await until(
      async () => (await now())?.statuses.filter(({ kind }) => kind === "closed").length === 2,
    );
    await page.getByRole("button", { name: "More for Packed" }).click();
    await page.getByRole("menuitem", { name: "Copy the ID" }).click();
    await shop.ana.at.sees("The ID of “Packed” is copied.");
    const packed = (await now())?.statuses.find(({ name }) => name === "Packed");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(packed?.id);

    await page.getByRole("button", { name: "More for Packed" }).click();
    await page.getByRole("menuitem", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete “Packed”?" });
    expect(await dialog.getByLabel("Its tickets go to").inputValue()).toBe("Closed");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await order(["Waiting on us", "Ordered", "Waiting on contact", "Closed"]);
    await page.getByRole("button", { name: "More for Closed" }).click();
    const last = page.getByRole("menuitem", { name: "The last closed status stays" });
    expect(await last.isDisabled()).toBe(true);
    await page.keyboard.press("Escape");
  });

  test("H38, H40, H42, H46, H114: switch rules, automations, dates, and who works in it", async () => {
    const { page } = shop.ana;
    const choose = async (field: string, option: string) => {
      await page.getByRole("combobox", { name: field }).click();
      await page.getByRole("option", { name: option, exact: true }).click();
    };
    await page.getByRole("switch", { name: "No skipping" }).click();
    await choose("After a reply to the customer", "Leave the status as it is");
    await choose("An answer to a closed ticket", "Is always a new ticket");
    await choose("Close date", "The first one, for ever");
    await page.getByRole("switch", { name: "Only for some" }).click();
    await choose("Users", "Bo Lund");
    await page.keyboard.press("Escape");

    await until(async () => (await now())?.limitedTo?.userIds.length === 1);
    expect(await now()).toMatchObject({
      ...{ rules: { limitCreation: false, noSkipping: true, noMovingBack: false } },
      ...{ statusOnReplyId: null, reopenDays: 0, closeDate: "first_close" },
    });
  });

  test("have nothing that axe finds wrong, and are the same after a reload", async () => {
    const { page } = shop.ana;
    expect(await faultsOf(page)).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { name: "Orders" }).waitFor();
  });

  test("delete a pipeline after asking where its tickets go", async () => {
    const { page } = shop.ana;
    await page.getByRole("button", { name: "Delete…" }).click();
    const dialog = page.getByRole("dialog", { name: "Delete “Orders”?" });
    await dialog.getByLabel("Its tickets go to").click();
    await page.getByRole("option", { name: "Received" }).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "Support Pipeline" }).waitFor();
    expect(await now()).toBeUndefined();
  });
});

test("went through without an error and within the content security policy", () => {
  expect([shop.ana.complaints, shop.bo.complaints]).toEqual([[], []]);
});

async function pair(): Promise<[Pipeline, Pipeline]> {
  const [one, two] = (await shop.ana.call(listPipelines, {})).items;
  if (!one || !two) throw new Error("the desk has no two pipelines");
  return [one, two];
}

function namesOf({ statuses }: Pipeline): string[] {
  return statuses.map(({ name }) => name);
}

function statusOf({ statusId }: Ticket): string {
  return statusId;
}

async function asksFor({ id: pipelineId, statuses }: Pipeline, name: string, property: string) {
  const statusId = statuses.find((one) => one.name === name)?.id ?? "";
  await shop.ana.call(updateStatus, { pipelineId, statusId, requiredProperties: [property] });
}

async function outgoing(number: number): Promise<number> {
  const { items } = await shop.ana.call(listMessages, { number });
  return items.filter(({ direction }) => direction === "outgoing").length;
}

/** The statuses in the list beside Send, which is closed again. */
async function besideSend({ page }: Shop["bo"]): Promise<string[]> {
  await page.getByRole("button", { name: "Send and set status" }).click();
  await page.getByRole("menuitem").first().waitFor();
  const labels = await page
    .locator("[role=menuitem][data-status]")
    .evaluateAll((items) =>
      items.map((item) => item.querySelector('[class*="itemLabel"]')?.textContent ?? ""),
    );
  await page.keyboard.press("Escape");
  await page.getByRole("menuitem").first().waitFor({ state: "detached" });
  return labels;
}
