/** A phone in one hand: every page from its top to its end, and a search that keeps its field. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Agent, openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

const pages = [
  "/contacts",
  "/contacts?panel=create",
  "/companies",
  "/deals",
  "/deals?panel=create",
  "/outbox",
  ...["profile", "security", "tokens", "tokens/new", "users", "users/new", "teams"].map(inSettings),
  ...["teams/new", "channels", "channels/new", "pipelines", "properties", "ledger"].map(inSettings),
  "/tickets/open",
  "/tickets/open?views=1",
  "/tickets/open?panel=create",
];

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
  test("every page begins on the screen and is no wider than it", async () => {
    const cut: string[] = [];
    for (const path of [...pages, `/tickets/open/${number}`]) {
      await phone.at.goes(path);
      await phone.page.locator("h1, h2").first().waitFor({ state: "attached" });
      await phone.settles();
      cut.push(...(await phone.page.evaluate(outside)).map((what) => `${path} ${what}`));
    }
    expect(cut).toEqual([]);
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

function inSettings(page: string): string {
  return `/settings/${page}`;
}

/** What stands above the top or beyond the side of the screen, where no finger gets. */
function outside(): string[] {
  const titles = [...document.querySelectorAll("main h1, main h2")].filter((title) =>
    title.checkVisibility({ visibilityProperty: true }),
  );
  const [first] = titles.map((title) => title.getBoundingClientRect().top);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return [
    ...(first !== undefined && first < 0 ? [`begins at ${first}`] : []),
    ...(wide > 0 ? [`is ${wide} too wide`] : []),
  ];
}
