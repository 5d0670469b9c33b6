/** A page that was open while the program was upgraded asks for parts that are no longer there. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const gone = { status: 404, contentType: "application/problem+json", body: "{}" };

describe("a page older than its server", () => {
  test("is loaded again by itself, with what was being written", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Upgraded meanwhile");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Half of an answer");
    await ana.page.route("**/assets/KeySheet-*.js", (route) => route.fulfill(gone), { times: 1 });
    const loaded = ana.page.waitForEvent("load");
    await ana.page.keyboard.press("Escape");
    await ana.page.locator("body").click({ position: { x: 2, y: 2 } });
    await ana.page.keyboard.press("Shift+?");

    await loaded;
    await ana.page.locator("[data-editor]").getByText("Half of an answer").waitFor();
    await ana.page.keyboard.press("Escape");
    await ana.page.keyboard.press("Shift+?");
    await ana.page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });

  test("is left alone when the part still does not come", async () => {
    const { ana } = shop;
    let loads = 0;
    ana.page.on("load", () => (loads += 1));
    await ana.page.route("**/assets/Palette-*.js", (route) => route.fulfill(gone));
    await ana.page.keyboard.press("Escape");
    await ana.page.keyboard.press("ControlOrMeta+k");
    await ana.page.waitForTimeout(1500);
    expect(loads).toBe(0);
  });
});
