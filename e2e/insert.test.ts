/** Writing with what is written once: snippets and templates, as an agent uses them. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createSnippet, createTemplate } from "#contract/content.ts";
import { createProperty } from "#contract/properties.ts";
import { listMessages } from "#contract/messages.ts";
import { readDraft } from "#contract/drafts.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const editor = (name = "Reply to the customer") => shop.ana.page.getByRole("textbox", { name });

async function openReply(subject: string) {
  const number = await shop.customerWrites(subject);
  await shop.ana.at.opens(number);
  await shop.ana.at.startsReply();
  return number;
}

const outgoing = async (number: number) =>
  (await shop.ana.call(listMessages, { number })).items.filter(
    ({ direction }) => direction === "outgoing",
  );

describe("snippets", () => {
  test("S44: one is made in the settings, with a variable; the desk's own properties are offered", async () => {
    const { page } = shop.ana;
    await shop.ana.call(createProperty, { kind: "deal", label: "Seats", type: "number" });
    await goTo(page, "/settings/snippets");
    await page.getByRole("link", { name: "New snippet" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Greeting");
    await page.getByRole("textbox", { name: "Shortcut" }).fill("hello");
    await page.getByRole("textbox", { name: "Text of the snippet" }).click();
    await page.keyboard.type("Good morning ");
    await page.getByRole("button", { name: "Insert a variable" }).click();
    await page.getByRole("option", { name: "Seats {{deal.seats}}" }).waitFor();
    await page.getByRole("option", { name: "First name of the contact" }).click();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Greeting #hello" }).waitFor();
  });

  test("S44: # and a word bring it in at the caret, filled, and what was typed stays", async () => {
    const { ana } = shop;
    const number = await openReply("With a snippet");
    await ana.at.types("Yes. #hel");
    await ana.page.getByRole("option", { name: /Greeting/ }).waitFor();
    await ana.page.keyboard.press("Enter");
    await until(async () => (await editor().innerText()).trim() === "Yes. Good morning Mara");
    await ana.at.types("!");
    await ana.at.sends();
    await until(async () => (await outgoing(number)).length === 1);

    expect((await outgoing(number))[0]?.text).toContain("Yes. Good morning Mara!");
  });

  test("S42: the Insert control and / offer them too, also in a comment", async () => {
    const { ana } = shop;
    await openReply("By hand");
    await ana.page.getByRole("button", { name: /Insert into the text/ }).click();
    await ana.page.getByRole("option", { name: /Greeting/ }).click();
    await until(async () => (await editor().innerText()).includes("Good morning Mara"));

    await ana.page.getByRole("tab", { name: /Comment/ }).click();
    await editor("Internal comment").click();
    await ana.at.types("/gree");
    await ana.page.getByRole("option", { name: /Greeting/ }).waitFor();
    await ana.page.keyboard.press("Tab");
    await until(async () =>
      (await editor("Internal comment").innerText()).includes("Good morning Mara"),
    );
  });

  test("S44: a value that nobody knows is marked in its place, and sending says so once", async () => {
    const { ana } = shop;
    await ana.call(createSnippet, {
      name: "Call back",
      shortcut: "call",
      html: "<p>We call {{contact.phone}}.</p>",
    });
    const number = await openReply("Without a number");
    await ana.at.types("#call");
    await ana.page.getByRole("option", { name: /Call back/ }).waitFor();
    await ana.page.keyboard.press("Enter");
    await ana.page.locator(".sp-missing", { hasText: "MISSING TOKEN - CONTACT PHONE" }).waitFor();
    await ana.at.sends();
    await ana.page
      .getByRole("alert")
      .getByText(/No value was found/)
      .waitFor();
    expect(await outgoing(number)).toEqual([]);

    await ana.at.sends();
    await until(async () => (await outgoing(number)).length === 1);
  });
});

describe("a template", () => {
  test("S49: brings subject and body, and asks what becomes of the text that stands there", async () => {
    const { ana } = shop;
    await ana.call(createTemplate, {
      name: "Return",
      subject: "Return of {{ticket.name}}",
      html: "<p>Dear {{contact.name}}, send it back.</p>",
    });
    const number = await openReply("A kettle");
    const insert = async () => {
      await ana.at.types(" /ret");
      await ana.page.getByRole("option", { name: /Return/ }).waitFor();
      await ana.page.keyboard.press("Enter");
    };
    await ana.at.types("Of course.");
    await insert();
    await ana.page.getByRole("button", { name: "Append" }).click();
    await until(async () => /Of course\.\s+Dear Mara Rossi/.test(await editor().innerText()));
    await insert();
    await ana.page.getByRole("button", { name: "Replace my text" }).click();
    await until(async () => (await editor().innerText()).trim().startsWith("Dear Mara"));
    await ana.at.waitsUntilSaved();

    expect(await ana.call(readDraft, { number })).toMatchObject({ subject: "Return of A kettle" });
    await ana.at.sends();
    const mail = await shop.mailWith("send it back");
    expect(mail.subject).toBe("Return of A kettle");
    expect(mail.html).not.toContain("Of course.");
    expect(await faultsOf(ana.page)).toEqual([]);
  });
});
