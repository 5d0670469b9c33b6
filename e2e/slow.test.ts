/** The workspace on a machine far slower than ours. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 180_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

/** Whether the editor is taken from under the hands is a matter of milliseconds: one opening in four showed it, so it is many runs that show it. */
test("on a slow machine the editor takes keys from the first moment, and breaks nothing", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("Slowly");
  const line = await ana.context.newCDPSession(ana.page);
  await line.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  ana.context.setDefaultTimeout(30_000);

  for (let opening = 1; opening <= 2; opening++) {
    await ana.at.opens(number);
    await ana.page.keyboard.press("r");
    await ana.page.locator("[data-editor]").waitFor();
    await ana.page.waitForTimeout(300);
    expect({ opening, complaints: ana.complaints }).toEqual({ opening, complaints: [] });
    await ana.page.locator("[data-editor]:focus").waitFor();
  }
  await ana.at.types("From a slow machine");
  await ana.page.locator("[data-editor]").getByText("From a slow machine").waitFor();
});

test("what is typed before the editor is there goes on in it in the middle of the sentence, spaces and all", async () => {
  const { page, at } = shop.ana;
  const number = await shop.customerWrites("Too early");
  let arrives = () => {};
  const held = new Promise<void>((resolve) => {
    arrives = resolve;
  });
  await page.route(/\/assets\/Editor-.*\.js/, async (route) => {
    await held;
    await route.continue();
  });

  await at.opens(number);
  await page.keyboard.press("r");
  await page.locator("textarea:focus").waitFor();
  await page.keyboard.type("Please ");
  arrives();
  await page.locator("[data-editor]:focus").waitFor();
  await page.keyboard.type("wait.");

  await page.locator("[data-editor]").getByText("Please wait.", { exact: true }).waitFor();
});
