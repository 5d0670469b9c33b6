/** Working on a ticket together: letting somebody see it, with two agents at once. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listUsers, readUser, updateUser } from "#contract/people.ts";
import { faultsOf } from "#testkit/browser.ts";
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
  await bo.page.goto("/tickets/open");
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
