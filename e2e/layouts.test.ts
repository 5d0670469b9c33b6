/** The three layouts of a view: list and conversation, table, board. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listPipelines, updateStatus } from "#contract/pipelines.ts";
import { readTicket } from "#contract/tickets.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let shop: Shop;
const numbers: number[] = [];

beforeAll(async () => {
  shop = await openShop();
  for (let at = 0; at < 40; at++) numbers.push(await shop.customerWrites(`Matter ${at}`));
});

afterAll(() => shop?.close());

beforeEach(async () => {
  await goTo(shop.ana.page, "/tickets/open");
  await shop.ana.page.locator("[data-ticket-row]").first().waitFor();
});

describe("S2: the table", () => {
  test("opens a ticket in its place, and Esc is back where one was, also after a reload", async () => {
    const { page } = shop.ana;
    await choose("Table");
    await page.getByRole("table", { name: "Tickets: All open" }).waitFor();
    const rows = page.getByRole("table").getByRole("rowgroup");
    await rows.evaluate((list) => list.scrollTo(0, 400));
    const number = await page.evaluate(() =>
      document.elementFromPoint(600, 500)?.closest("[data-number]")?.getAttribute("data-number"),
    );

    await page.locator(`[data-ticket-row="${number}"]`).click();
    await page.getByRole("region", { name: "Conversation" }).waitFor();
    await page.keyboard.press("Escape");

    await page.locator(`[data-ticket-row="${number}"]:focus`).waitFor();
    expect(await rows.evaluate((list) => list.scrollTop)).toBe(400);
    await page.reload();
    await page.getByRole("table", { name: "Tickets: All open" }).waitFor();
  });

  test("H1: shows the columns that one chose for this view, as wide as one made them", async () => {
    const { page } = shop.ana;
    await choose("Table");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Source" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Priority" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("separator", { name: "Width of Source" }).press("ArrowLeft");

    await page.reload();

    const heads = page.getByRole("columnheader");
    await heads.filter({ hasText: "Source" }).waitFor();
    expect(await heads.allInnerTexts()).toEqual([
      "Ticket",
      "Contact",
      "Status",
      "Owner",
      "Source",
      "Created",
      "Last activity",
    ]);
    const source = page.getByRole("separator", { name: "Width of Source" });
    expect(await source.getAttribute("aria-valuenow")).toBe("112");
  });
});

describe("S2: the board", () => {
  test("H1: gives a ticket the status into whose column it is dragged, seen by a colleague, and back", async () => {
    const { ana, bo } = shop;
    await choose("Board");
    await goTo(bo.page, "/tickets/open");
    await bo.page.locator("[data-ticket-row]").first().waitFor();
    await bo.page.keyboard.press("v");
    await bo.page.keyboard.press("b");
    const [first = 0] = numbers.slice(-1);
    await card(first).dragTo(column("Waiting on us"));

    await column("Waiting on us").locator(`[data-number="${first}"]`).waitFor();
    await bo.page
      .getByRole("region", { name: "Waiting on us" })
      .locator(`[data-number="${first}"]`)
      .waitFor();
    await ana.page.getByRole("button", { name: "Undo" }).click();
    await column("New").locator(`[data-number="${first}"]`).waitFor();
  });

  test("S61: asks for what the status needs when a card is dropped, and cancel leaves it where it was", async () => {
    const { ana } = shop;
    const closed = await statusNamed("Closed");
    await ana.call(updateStatus, { ...closed, requiredProperties: ["resolution"] });
    await choose("Board");
    const [number = 0] = numbers.slice(-2);
    const drop = ana.page.getByRole("region", { name: "Drop here: Closed" });

    await card(number).dragTo(drop);
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await card(number).waitFor();
    expect((await ana.call(readTicket, { number })).open).toBe(true);

    await card(number).dragTo(drop);
    await dialog.getByLabel("Resolution").fill("Descaled");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await card(number).waitFor({ state: "detached" });
    await expect
      .poll(() => ana.call(readTicket, { number }))
      .toMatchObject({ open: false, resolution: "Descaled" });
    await ana.call(updateStatus, { ...closed, requiredProperties: [] });
  });

  test("is gone through with the arrows, and Enter opens what they stand on", async () => {
    const { page } = shop.ana;
    const [one = 0, two = 0] = numbers.toReversed().slice(3);
    await choose("Board");
    await card(two).dragTo(column("Waiting on contact"));
    await column("Waiting on contact").locator(`[data-number="${two}"]`).waitFor();
    await card(one).locator("a").focus();

    await page.keyboard.press("ArrowRight");
    await page.locator(`[data-ticket-row="${two}"]:focus`).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/${two}$`));
    await page.keyboard.press("Escape");
    await card(two).waitFor();
  });
});

test.each(["Table", "Board"])("the %s has nothing that axe finds wrong", async (shape) => {
  await choose(shape);
  expect(await faultsOf(shop.ana.page)).toEqual([]);
});

test("S2: a ticket is made beside the list, which stays where it is", async () => {
  const { page } = shop.ana;
  await choose("List and conversation");
  const list = page.getByRole("list", { name: "Tickets: All open" });
  await list.evaluate((rows) => rows.scrollTo(0, 600));

  await page.keyboard.press("c");
  const panel = page.getByRole("region", { name: "Create ticket" });
  await panel.getByLabel("Ticket name").fill("By hand, beside the list");
  expect(await list.evaluate((rows) => rows.scrollTop)).toBe(600);
  await panel.getByRole("button", { name: "Create ticket" }).click();

  await page.getByRole("heading", { name: "By hand, beside the list" }).waitFor();
  expect(await list.evaluate((rows) => rows.scrollTop)).toBeGreaterThan(500);
});

test("went through without an error and within the content security policy", () => {
  expect(shop.ana.complaints).toEqual([]);
});

/** Chosen where it is not chosen yet. */
async function choose(layout: string) {
  const { page } = shop.ana;
  await page.getByRole("button", { name: /^Layout: / }).click();
  await page.getByRole("menuitemradio", { name: layout, exact: true }).click();
  await page.getByRole("button", { name: `Layout: ${layout}` }).waitFor();
}

function column(status: string): Locator {
  return shop.ana.page.getByRole("region", { name: status, exact: true });
}

function card(number: number): Locator {
  return shop.ana.page.locator(`[data-number="${number}"]`);
}

async function statusNamed(name: string) {
  const [pipeline] = (await shop.ana.call(listPipelines, {})).items;
  const status = pipeline?.statuses.find((one) => one.name === name);
  return { pipelineId: pipeline?.id ?? "", statusId: status?.id ?? "" };
}
