/** Properties that a desk defines: made in settings, filled in on tickets, asked where a choice asks for them. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createProperty } from "#contract/properties.ts";
import { readTicket } from "#contract/tickets.ts";
import { goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

describe("properties", () => {
  test("H2: a choice is defined in settings and stands on every ticket", async () => {
    const { page } = shop.ana;
    await goTo(page, "/settings/properties");
    await page.getByRole("button", { name: "New property" }).click();
    const panel = page.getByRole("region", { name: "New property" });
    await panel.getByLabel("Label").fill("Severity");
    await panel.getByRole("combobox", { name: "Type" }).click();
    await page.getByRole("option", { name: "Single choice" }).click();
    await panel.getByRole("button", { name: "Add an option" }).click();
    await panel.getByLabel("Option 1").fill("Low");
    await panel.getByLabel("Option 1").press("Enter");
    await panel.getByLabel("Option 2").fill("High");
    await panel.getByRole("button", { name: "Save" }).click();
    await page.getByText("The property is saved.").waitFor();

    const number = await shop.customerWrites("A loose screw");
    await shop.ana.at.opens(number);
    const side = page.getByRole("complementary", { name: "Details of the ticket" });
    await side.getByRole("button", { name: "Add Severity" }).click();
    await page.getByRole("combobox", { name: "Severity" }).click();
    await page.getByRole("option", { name: "High" }).click();
    await side.getByRole("button", { name: "Severity: High" }).waitFor();
    await expect
      .poll(() => shop.ana.call(readTicket, { number }))
      .toMatchObject({ properties: { severity: "high" } });
  });

  test("H39: what a value asks for is asked where it stands, and both are kept together", async () => {
    const condition = { property: "severity", values: ["high"], shows: true, requires: true };
    const impact = { kind: "ticket", type: "text", label: "Impact", condition } as const;
    await shop.ana.call(createProperty, impact);
    const { page } = shop.ana;
    const number = await shop.customerWrites("Two loose screws");
    await shop.ana.at.opens(number);
    await page.getByRole("button", { name: "Add Severity" }).click();
    await page.getByRole("combobox", { name: "Severity" }).click();
    await page.getByRole("option", { name: "High" }).click();
    const side = page.getByRole("complementary", { name: "Details of the ticket" });
    await side.getByText("Not saved yet.").waitFor();
    expect((await shop.ana.call(readTicket, { number })).properties).toEqual({});
    await side.getByRole("textbox", { name: "Impact" }).fill("Nobody can sit");
    await page.keyboard.press("Enter");
    await side.getByRole("button", { name: "Impact: Nobody can sit" }).waitFor();
    await expect
      .poll(() => shop.ana.call(readTicket, { number }))
      .toMatchObject({ properties: { severity: "high", impact: "Nobody can sit" } });
  });
});
