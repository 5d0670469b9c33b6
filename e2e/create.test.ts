/** A ticket made by hand: from a button that is always there, in a panel that leaves the list where it is. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readTicket } from "#contract/tickets.ts";
import { goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
  await shop.customerWrites("Something in the list");
});

afterAll(() => shop?.close());

describe("creating a ticket", () => {
  test("S17: begins at a button at the bottom left, in every view and beside an open ticket", async () => {
    const { page } = shop.ana;
    for (const path of ["/tickets/unassigned", "/tickets/closed", "/search?q=list"]) {
      await goTo(page, path);
      const button = page.getByRole("button", { name: /Create ticket/ });
      await button.waitFor();
      const box = await button.boundingBox();
      expect(box?.x).toBeLessThan(300);
      expect(box?.y).toBeGreaterThan(800);
    }
    await goTo(page, "/tickets/open");
    await page.locator("[data-ticket-row]").first().click();
    await page.getByRole("button", { name: /Create ticket/ }).click();
    await page.getByRole("region", { name: "Create ticket" }).waitFor();
  });

  test("S18: opens a panel at the right beside the list, and asks before typed words are lost", async () => {
    const { page } = shop.ana;
    await goTo(page, "/tickets/open");
    await page.locator("[data-ticket-row]").first().waitFor();
    await page.keyboard.press("c");
    const panel = page.getByRole("region", { name: "Create ticket" });
    await panel.getByLabel("Ticket name").fill("Half a thought");
    const [list, at] = [page.getByRole("list", { name: /^Tickets/ }), await panel.boundingBox()];
    expect(await list.isVisible()).toBe(true);
    expect((at?.x ?? 0) + (at?.width ?? 0)).toBe(1440);

    await panel.getByRole("button", { name: "Close" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    expect(await panel.getByLabel("Ticket name").inputValue()).toBe("Half a thought");
    await panel.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
    await panel.waitFor({ state: "detached" });
  });

  test("S24: Esc leaves the fields of a new contact and nothing else", async () => {
    const { page } = shop.ana;
    await page.goto("/tickets/open?panel=create");
    const panel = page.getByRole("region", { name: "Create ticket" });
    const finder = panel.getByPlaceholder("Name, address or company");
    await finder.fill("Nora Verdi");
    await page.getByRole("option", { name: "Create “Nora Verdi”" }).click();
    await panel.getByRole("group", { name: "New contact" }).waitFor();
    await page.keyboard.press("Escape");
    await finder.and(page.locator(":focus")).waitFor();
    expect(await panel.isVisible()).toBe(true);
  });

  test("S3, S21: is followed by a comment and a reply on the same page, and its name is its title everywhere", async () => {
    const { ana } = shop;
    const name = "Grinder jams on light roasts";
    await goTo(ana.page, "/tickets/open");
    await ana.page.locator("[data-ticket-row]").first().waitFor();
    await ana.page.evaluate(() => (window.name = "the same page"));
    await ana.page.keyboard.press("c");
    const panel = ana.page.getByRole("region", { name: "Create ticket" });
    await panel.getByLabel("Ticket name").fill(name);
    await panel.getByRole("textbox", { name: "Description" }).press("Control+Enter");
    await ana.page.getByRole("heading", { name }).waitFor();
    await panel.waitFor({ state: "detached" });
    await ana.page.locator("[data-ticket-row]", { hasText: name }).waitFor();
    expect(await ana.page.title()).toContain(name);

    const finder = ana.page.getByPlaceholder("Name, address or company");
    await expect.poll(() => finder.count()).toBe(1);
    await finder.fill("Mara Rossi");
    await ana.page
      .getByRole("option", { name: /Mara Rossi/ })
      .first()
      .click();
    await ana.at.startsReply();
    await ana.at.types("We are on it.");
    await ana.at.sends();
    await ana.at.reads("We are on it.");
    await ana.at.startsComment();
    await ana.at.types("Called in by phone.");
    await ana.at.sends();
    await ana.at.reads("Called in by phone.");

    expect(await ana.page.evaluate(() => window.name)).toBe("the same page");
    const number = Number(/\d+$/.exec(ana.page.url())?.[0]);
    expect(await ana.call(readTicket, { number })).toMatchObject({
      name,
      ownerId: expect.any(String),
    });
  });

  test("S34, S67: of a call shows what it was about, and has no Comment tab until an e-mail is begun on it", async () => {
    const { ana } = shop;
    await goTo(ana.page, "/tickets/open?panel=create");
    const panel = ana.page.getByRole("region", { name: "Create ticket" });
    await panel.getByLabel("Ticket name").fill("Rang about a refund");
    await panel.getByRole("textbox", { name: "Description" }).fill("Paid twice in March.");
    await panel.getByLabel("Source").click();
    await ana.page.getByRole("option", { name: "Call" }).click();
    await panel.getByPlaceholder("Name, address or company").fill("Mara Rossi");
    await ana.page
      .getByRole("option", { name: /Mara Rossi/ })
      .first()
      .click();
    await panel.getByRole("button", { name: "Create ticket" }).click();
    await ana.page.getByRole("heading", { name: "Rang about a refund" }).waitFor();
    await ana.at.reads("Paid twice in March.");
    const comment = ana.page.getByRole("tab", { name: "Comment" });
    await ana.page.getByRole("tab", { name: "Reply" }).waitFor();
    expect(await comment.count()).toBe(0);

    await ana.at.startsReply();
    await ana.at.types("About your call:");
    await comment.waitFor();
    await ana.at.waitsUntilSaved();
    await comment.click();
    await ana.page.getByRole("textbox", { name: "Internal comment" }).click();
    await ana.at.types("She sounded upset.");
    await ana.at.sends();
    await ana.at.reads("She sounded upset.");
  });
});

test("went through without an error and within the content security policy", () => {
  expect(shop.ana.complaints).toEqual([]);
});
