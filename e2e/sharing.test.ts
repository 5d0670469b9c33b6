/** Working on a ticket together: letting somebody see it, with two agents at once. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listUsers, readUser, updateUser } from "#contract/users.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let shop: Shop;
/** Sees only what is his. */
let bo: Shop["ana"];

beforeAll(async () => {
  shop = await openShop();
  const { call } = shop.ana;
  const { items } = await call(listUsers, {});
  const id = items.find(({ name }) => name === "Bo Lund")?.id ?? "";
  const own = { reach: "own", unassigned: false } as const;
  const { rights } = await call(readUser, { id });
  await call(updateUser, {
    id,
    rights: { ...rights, tickets: { view: own, edit: own, delete: own } },
  });
  bo = await shop.boSignsIn();
});

afterAll(() => shop?.close());

test("H115, S70: a mention lets a colleague see the ticket in the same step; H117: its access takes it back", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("The grinder is loud");
  await goTo(bo.page, "/tickets/open");
  await bo.page.getByRole("button", { name: "Notifications", exact: true }).waitFor();
  await ana.at.opens(number);
  await ana.at.startsComment();
  await ana.at.types("@Bo");
  await ana.page.getByRole("option", { name: "Bo Lund" }).waitFor();
  await ana.page.keyboard.press("Enter");
  await ana.at.sees("Not allowed to see this ticket, so not told of the comment: Bo Lund.");
  await ana.page.getByRole("checkbox", { name: /Share the ticket with Bo Lund/ }).check();
  await ana.page.getByRole("textbox", { name: "Internal comment" }).focus();
  await ana.at.sends();

  await bo.page.getByRole("button", { name: "Notifications: 1 unread" }).waitFor();
  await bo.page.locator("[data-ticket-row]", { hasText: "The grinder is loud" }).click();
  await bo.at.reads("@Bo Lund");

  await ana.page.getByRole("button", { name: "More actions" }).click();
  await ana.page.getByRole("menuitem", { name: "Access" }).click();
  await ana.page.getByRole("heading", { name: "Who can see it" }).waitFor();
  expect(ana.page.url()).toContain("tab=access");
  await ana.page.getByText("Shared with them").waitFor();
  expect(await faultsOf(ana.page)).toEqual([]);
  await ana.page.getByRole("button", { name: "Share with Bo Lund no longer" }).click();
  await bo.page.getByText("The grinder is loud").first().waitFor({ state: "detached" });
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await bo.page.locator("[data-ticket-row]", { hasText: "The grinder is loud" }).waitFor();
});

test("S65, L3: one's own comment is changed where it stands and deleted with a way back, live for the others", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("The scale is off");
  const other = await shop.anaElsewhere();
  await ana.at.opens(number);
  await ana.at.startsComment();
  await ana.at.types("Wiegt falsch");
  await ana.at.sends();
  const card = ana.page.getByRole("article", { name: "Internal comment by Ana Riva" });
  await other.at.opens(number);
  await other.at.reads("Wiegt falsch");

  await card.hover();
  await card.getByRole("button", { name: "Change" }).click();
  const editor = ana.page.getByRole("textbox", { name: "Change the comment" });
  await editor.and(ana.page.locator(":focus")).waitFor();
  await ana.page.keyboard.press("Control+a");
  await ana.page.keyboard.type("It weighs too much");
  expect(await faultsOf(ana.page)).toEqual([]);
  await ana.page.keyboard.press("Control+Enter");
  await other.at.reads("It weighs too much");
  await other.page.getByRole("button", { name: "Edited" }).click();
  await other.at.reads("Wiegt falsch");
  expect(await faultsOf(other.page)).toEqual([]);

  await card.hover();
  await card.getByRole("button", { name: "Delete" }).click();
  await other.page.getByText("It weighs too much").waitFor({ state: "detached" });
  await other.at.reads("deleted a comment");
  await ana.page.getByRole("button", { name: "Undo" }).click();
  await other.at.reads("It weighs too much");
  expect([...ana.complaints, ...other.complaints]).toEqual([]);
});
