/** Mentions, following and the bell, with two agents at once. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { readTicket, updateTicket } from "#contract/tickets.ts";
import { readSession } from "#contract/sign-in.ts";
import { readNotifications, readNotificationSettings } from "#contract/notifications.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(() => shop?.close());

describe("S70: a mention", () => {
  test("rings the colleague's bell at once, leads to the comment, and is dealt with there", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("The grinder is loud");
    await goTo(bo.page, "/tickets/closed");
    await bo.page.getByRole("button", { name: "Notifications" }).waitFor();
    await ana.at.opens(number);
    await ana.at.startsComment();
    await ana.at.types("@Bo");
    await ana.page.getByRole("option", { name: "Bo Lund" }).waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.at.types("please have a look");
    await ana.at.sends();

    await bo.page.getByRole("button", { name: "Notifications: 1 unread" }).click();
    await bo.page.getByRole("link", { name: /Ana Riva mentioned you/ }).click();
    await bo.page.waitForURL(/\/tickets\/open\/\d+#m-/);
    await bo.page.locator("article[data-lit]", { hasText: "please have a look" }).waitFor();
    await bo.page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
    expect(await bo.page.locator("[data-count=mentions]").innerText()).toBe("1");

    await bo.page.getByRole("button", { name: "Mark as done" }).click();
    await bo.page.getByRole("button", { name: "Done. Open again" }).waitFor();
    await expect.poll(() => bo.page.locator("[data-count=mentions]").count()).toBe(0);
  });

  test("names a whole team, and says whom it does not reach", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("For a team");
    await goTo(ana.page, "/settings/teams/new");
    await ana.page.getByLabel("Name").first().fill("Workshop");
    await ana.page.getByRole("button", { name: "Create" }).click();
    await ana.at.opens(number);
    await ana.at.startsComment();
    await ana.at.types("@Work");
    await ana.page.getByRole("option", { name: "Workshop" }).waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.at.sends();
    await ana.at.reads("@Workshop");
  });
});

describe("S72: following", () => {
  test("is a key and a bell on the ticket, and can be taken back", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("Worth watching");
    await ana.at.opens(number);
    await ana.page.getByRole("button", { name: "Follow", exact: true }).waitFor();
    await ana.page.keyboard.press("l");
    await ana.page.getByRole("button", { name: "Stop following" }).waitFor();
    await expect.poll(async () => (await ana.call(readTicket, { number })).following).toBe(true);
    await goTo(ana.page, "/tickets/following");
    await ana.page.locator("[data-ticket-row]", { hasText: "Worth watching" }).waitFor();
    await ana.at.opens(number);
    await ana.page.getByRole("button", { name: "Stop following" }).click();
    await expect.poll(async () => (await ana.call(readTicket, { number })).following).toBe(false);
  });

  test("two tabs agree on what is read, and what came while the line was away is there when it is back", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("Given to Bo");
    await goTo(bo.page, "/tickets/closed");
    const other = await bo.context.newPage();
    await other.goto("/tickets/closed");
    await bo.call(readNotifications, { all: true });
    await other.getByRole("button", { name: "Notifications", exact: true }).waitFor();

    await bo.context.setOffline(true);
    await ana.call(updateTicket, { number, ownerId: (await boOf()).id });
    await bo.context.setOffline(false);

    for (const page of [bo.page, other])
      await page
        .getByRole("button", { name: "Notifications: 1 unread" })
        .waitFor({ timeout: 20_000 });
    await bo.page.getByRole("button", { name: "Notifications: 1 unread" }).click();
    expect(await faultsOf(bo.page)).toEqual([]);
    await bo.page.getByRole("button", { name: "Mark all as read" }).click();
    await other.getByRole("button", { name: "Notifications", exact: true }).waitFor();
    await other.close();
  });
});

test("H87: each topic is switched here and by mail", async () => {
  const { page } = shop.bo;
  await goTo(page, "/settings/notifications");
  const way = page.getByRole("switch", { name: "Somebody mentions me: by mail" });
  await way.waitFor({ state: "attached" });
  await way.press("Space");
  await expect.poll(() => way.isChecked()).toBe(false);
  await expect.poll(async () => (await mailed()).mail).toBe(false);
  await page.reload();
  await way.waitFor({ state: "attached" });
  expect(await way.isChecked()).toBe(false);
  expect(await faultsOf(page)).toEqual([]);
});

async function mailed() {
  const { items } = await shop.bo.call(readNotificationSettings, {});
  return items.find(({ topic }) => topic === "mentioned") ?? { mail: true };
}

async function boOf() {
  const { user } = await shop.bo.call(readSession, {});
  return user;
}
