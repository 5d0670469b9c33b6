/** A ticket without anybody to write to, until somebody adds the person: at once, and before every colleague's eyes. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listPipelines } from "#contract/pipelines.ts";
import { createContact, listContacts, updateContact } from "#contract/contacts.ts";
import { readSession } from "#contract/sign-in.ts";
import { createTicket } from "#contract/tickets.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

async function lonely(name: string) {
  const [pipeline] = (await shop.ana.call(listPipelines, {})).items;
  const statusId = pipeline?.statuses[0]?.id ?? "";
  return (await shop.ana.call(createTicket, { name, statusId })).number;
}

test("S27, S28: shows Add contact in place of the editor; the editor comes addressed the moment one is added, live", async () => {
  const number = await lonely("Somebody phoned");
  await shop.ana.call(createContact, { name: "Mara Rossi", emails: ["mara@fiatlux.example"] });
  for (const agent of [shop.ana, shop.bo]) {
    await agent.at.opens(number);
    await agent.page.getByText("There is nobody to write to yet.").waitFor();
    expect(await agent.page.locator("[data-editor]").count()).toBe(0);
  }

  await shop.ana.page.getByRole("textbox", { name: "Find a contact" }).fill("fiatlux");
  await shop.ana.page.getByRole("option", { name: /Mara Rossi/ }).click();

  for (const agent of [shop.ana, shop.bo]) {
    await agent.page.locator("[data-editor]").waitFor();
    await agent.page.getByText("mara@fiatlux.example").first().waitFor();
  }
  await shop.bo.at.startsReply();
  await shop.bo.at.types("You phoned us?");
  await shop.bo.at.sends();
  await shop.ana.at.reads("You phoned us?");
  const mail = await shop.mailWith("You phoned us?");
  expect(mail.to.map(({ address }) => address)).toEqual(["mara@fiatlux.example"]);
});

test("S24, S28: a contact made on the spot brings the editor too", async () => {
  const number = await lonely("A note on paper");
  const { page } = shop.ana;
  await shop.ana.at.opens(number);
  await page.getByRole("textbox", { name: "Find a contact" }).fill("ugo@paper.example");
  await page.getByRole("option", { name: "Create “ugo@paper.example”" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Ugo Bruni");
  await page.getByRole("button", { name: "Create contact" }).click();

  await page.locator("[data-editor]").waitFor();
  await page.getByText("ugo@paper.example").first().waitFor();
});

test("S30, S71: priority and category are changed beside the ticket and above it; its cards are put in order and away, which a new device knows", async () => {
  const { page } = shop.ana;
  const number = await shop.customerWrites("Where is my order?");
  await shop.ana.at.opens(number);
  const details = page.getByRole("complementary", { name: "Details of the ticket" });
  await details.getByRole("button", { name: /^Priority/ }).click();
  await page.getByRole("option", { name: "High" }).click();
  await details.getByRole("button", { name: /^Priority: High/ }).waitFor();
  await details.getByRole("button", { name: /^Category/ }).click();
  await page.getByRole("option", { name: "Product issue" }).click();
  await page
    .getByRole("button", { name: "Category: Product issue" })
    .and(page.locator("header button"))
    .click();
  await page.getByRole("option", { name: "Billing issue" }).click();
  await details.getByRole("button", { name: "Category: Billing issue" }).waitFor();
  const cards = () => details.getByRole("heading", { level: 3 }).allTextContents();
  const usual = ["Ticket", "Contacts", "Company", "Deals", "Other tickets"];
  await expect.poll(cards).toEqual(usual);

  await details.getByRole("button", { name: "Arrange cards" }).click();
  await details.getByRole("button", { name: "Move Company" }).press("ArrowUp");
  await details.getByRole("switch", { name: "Deals" }).click();
  expect(await faultsOf(page)).toEqual([]);
  await details.getByRole("button", { name: "Done" }).click();
  await expect.poll(cards).toEqual(["Ticket", "Company", "Contacts", "Other tickets"]);
  await expect
    .poll(() => shop.ana.call(readSession, {}), { timeout: 10_000 })
    .toMatchObject({ preferences: { workspace: { layout: { cardsAway: ["deals"] } } } });

  await details.getByRole("button", { name: "Arrange cards" }).click();
  await details.getByRole("button", { name: "As usual" }).click();
  await details.getByRole("button", { name: "Done" }).click();
  await expect.poll(cards).toEqual(usual);
});

test("S24, S25: the panel finds contacts by name, address or domain, makes one in place, and pulls their past", async () => {
  const { page } = shop.ana;
  await shop.customerWrites("Years ago", "The first one broke.", "lia@faro.example");
  const [lia] = (await shop.ana.call(listContacts, { q: "lia@faro" })).items;
  await shop.ana.call(updateContact, { id: lia?.id ?? "", name: "Lia Faro" });
  await goTo(page, "/tickets/open?panel=create");
  const panel = page.getByRole("region", { name: "Create ticket" });
  await panel.getByLabel("Ticket name").fill("Lia phoned");
  const people = panel.getByRole("group", { name: "Contacts" });
  await people.getByRole("textbox", { name: "Find a contact" }).fill("faro.example");
  await page.getByRole("option", { name: /Lia Faro/ }).click();
  await people.getByRole("textbox", { name: "Find a contact" }).fill("Nino");
  await page.getByRole("option", { name: "Create “Nino”" }).click();
  await people.getByLabel("E-mail").fill("nino@faro.example");
  await people.getByRole("button", { name: "Create contact" }).click();
  await people.getByRole("button", { name: "Remove Nino" }).waitFor();
  await panel
    .getByRole("group", { name: "Company" })
    .getByText("faro.example", { exact: true })
    .waitFor();
  await people.getByRole("button", { name: /Past activities of Lia Faro/ }).click();
  await page.getByRole("option", { name: "All past activities" }).click();
  await panel.getByRole("button", { name: "Create ticket" }).click();

  const details = page.getByRole("complementary", { name: "Details of the ticket" });
  await details.getByRole("tab", { name: "Activity" }).click();
  await details.getByText("The first one broke.").waitFor();
  await details.getByRole("tab", { name: "Details" }).click();
  await details.getByRole("button", { name: /Past activities of Lia Faro/ }).click();
  await page.getByRole("option", { name: "No past activities" }).click();
  await details.getByRole("button", { name: "Past activities of Lia Faro: No past" }).waitFor();
  await details.getByRole("tab", { name: "Activity" }).click();
  await details.getByText("The first one broke.").waitFor({ state: "detached" });
});
