/** Asking somebody outside: a message goes on, and the answer comes back to where it was asked. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { answerOutbox } from "#contract/mail.ts";
import { listTickets } from "#contract/tickets.ts";
import { listMessages } from "#contract/messages.ts";
import { faultsOf } from "#testkit/browser.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const messages = async (number: number) => (await shop.ana.call(listMessages, { number })).items;

async function startForward(subject: string) {
  const { ana } = shop;
  const number = await shop.customerWrites(subject, "The lamp flickers.");
  await ana.at.opens(number);
  await ana.page.locator("[data-editor]").waitFor();
  const card = ana.page.getByRole("article", { name: "Message from Mara Rossi" });
  await card.hover();
  await card.getByRole("button", { name: "Forward" }).click();
  await ana.page.getByText("Forwarding what Mara Rossi wrote").waitFor();
  return number;
}

describe("a forward", () => {
  test("H85: goes to somebody outside with a word above it, and their answer comes back", async () => {
    const { ana } = shop;
    const number = await startForward("A lamp");
    const to = ana.page.getByRole("combobox", { name: "To", exact: true });
    await to.and(ana.page.locator(":focus")).waitFor();
    await ana.page.keyboard.press("ControlOrMeta+Enter");
    await ana.page.getByText("Name at least one recipient.").waitFor();
    await ana.page.keyboard.type("sue@supplier.example,");
    await ana.page.getByRole("button", { name: "Remove sue@supplier.example" }).waitFor();
    await to.and(ana.page.locator(":focus")).waitFor();
    await ana.page.getByRole("textbox", { name: "Words above the forwarded message" }).click();
    await ana.at.types("Do you know this one?");
    expect(await faultsOf(ana.page)).toEqual([]);
    await ana.page.getByRole("button", { name: "Forward", exact: true }).last().click();
    await until(async () => (await messages(number)).length === 2);
    await ana.page.getByRole("link", { name: "Forwards an earlier message" }).waitFor();

    const mail = await shop.mailWith("Do you know this one?");
    expect(mail.text).toContain("The lamp flickers.");
    await ana.call(answerOutbox, { id: mail.id, text: "Yes, the starter." });
    await until(async () => (await messages(number)).length === 3);
    const { items } = await ana.call(listTickets, {});
    expect(items.filter(({ contact }) => contact?.email === "sue@supplier.example")).toEqual([]);
  });

  test("H85: is given up without a trace", async () => {
    const { ana } = shop;
    const number = await startForward("Another lamp");
    await ana.page.getByRole("button", { name: "Do not forward" }).click();
    await ana.page.getByRole("textbox", { name: "Reply to the customer" }).waitFor();
    expect(await ana.page.getByRole("tab", { name: "Forward" }).count()).toBe(0);
    expect(await messages(number)).toHaveLength(1);
  });
});
