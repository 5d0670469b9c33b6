/** A phone in one hand: a thread from its top to its end, and a search that keeps its field. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { beyondScreen } from "#testkit/browser.ts";
import { type Agent, openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;
let phone: Agent;
let number: number;

beforeAll(async () => {
  shop = await openShop();
  number = await shop.customerWrites("Steam at the side", "It is hot.\n".repeat(80));
  phone = await shop.anaElsewhere({ width: 390, height: 844 });
});

afterAll(async () => {
  await shop?.close();
});

describe("on a phone", () => {
  test("a long thread begins on the screen and is no wider than it", async () => {
    await phone.at.opens(number);
    expect(await beyondScreen(phone.page)).toEqual([]);
  });

  test("no name of a place in the bar at the bottom is cut", async () => {
    const { page } = phone;
    await page.goto("/tickets/open");
    const bar = page.getByRole("navigation", { name: "Main menu" });
    await bar.getByText("Notifications").waitFor();
    const cut = await bar
      .locator("span[aria-hidden]")
      .evaluateAll((names) =>
        names.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
      );
    expect(cut).toEqual([]);
  });

  test("the search keeps its field while one types, and finds", async () => {
    const { page } = phone;
    await page.goto("/tickets/open?views=1");
    await page.getByRole("link", { name: "Search" }).click();
    const field = page.getByRole("textbox", { name: "Search tickets" });
    await field.and(page.locator(":focus")).waitFor();
    await page.keyboard.type("steam", { delay: 250 });
    await page.locator("[data-ticket-row] mark", { hasText: "Steam" }).waitFor();
    expect(await field.inputValue()).toBe("steam");
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  });

  test("S72: a ticket is followed from its menu, and its status, owner and priority stay on the screen", async () => {
    const { page } = phone;
    await phone.at.opens(number);
    for (const name of [/^Status:/, /^Owner:/, /^Priority:/]) {
      const box = await page.getByRole("button", { name }).first().boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    }
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Follow" }).click();
    await page.getByText(`You hear of what happens on #${number}.`).waitFor();
  });

  test("what was just done is said above the editor, and every tool of it can be seen", async () => {
    const { page } = phone;
    await phone.at.opens(number);
    await phone.at.startsReply();
    await phone.at.types("Coming.");
    const hidden = await page
      .getByRole("toolbar", { name: "Formatting" })
      .evaluate(
        (bar) =>
          [...bar.querySelectorAll("button")].filter(
            (tool) => tool.getBoundingClientRect().right > 390,
          ).length,
      );
    expect(hidden).toBe(0);
    await page.getByRole("button", { name: "Discard draft" }).click();
    await phone.at.startsReply();
    const editor = await page.locator("[data-editor]").boundingBox();
    const toast = await page.getByText("Draft discarded").boundingBox();
    expect((toast?.y ?? 0) + (toast?.height ?? 0)).toBeLessThanOrEqual(editor?.y ?? 0);
  });
});
