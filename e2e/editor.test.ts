/** The editor under the conversation: which message it answers, how tall it is, to whom it goes, and out in a window. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createContact } from "#contract/contacts.ts";
import { readTicket } from "#contract/tickets.ts";
import { replyToTicket } from "#contract/replies.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let shop: Shop;
let number: number;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(() => shop?.close());

beforeEach(async () => {
  number = await shop.customerWrites(`Question ${Math.random()}`, "The first message.");
  await shop.ana.at.opens(number);
});

const writer = () => shop.ana.page.getByRole("textbox", { name: "Reply to the customer" });

describe("S33: the message that is answered", () => {
  test("is chosen at the message, named in the editor, and can be given up", async () => {
    const { page } = shop.ana;
    const { newestMessageId: seenMessageId } = await shop.ana.call(readTicket, { number });
    const reply = { number, id: randomUUID(), text: "Have you tried this?", seenMessageId };
    await shop.ana.call(replyToTicket, reply);
    await page.getByRole("article", { name: /^Reply by/ }).waitFor();
    const message = page.getByRole("article", { name: /^Message from/ }).first();
    await message.hover();
    await message.getByRole("button", { name: "Reply to this message" }).click();
    await writer().and(page.locator(":focus")).waitFor();
    const cancel = page.getByRole("button", { name: "Answer the newest message instead" });
    await cancel.waitFor();
    await cancel.click();
    await cancel.waitFor({ state: "detached" });
  });
});

describe("the room to write in", () => {
  test("S35: is dragged taller by its edge, by hand and by key, and the text and its undo stay", async () => {
    const { ana } = shop;
    await ana.at.startsReply();
    await ana.at.types("Kept while it grows.");
    const edge = ana.page.getByRole("separator", { name: "Height of the editor" });
    const before = await height();
    const box = await edge.boundingBox();
    if (!box) throw new Error("the edge is not there");
    await ana.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await ana.page.mouse.down();
    await ana.page.mouse.move(box.x + box.width / 2, box.y - 150, { steps: 5 });
    await ana.page.mouse.up();
    const dragged = await height();
    expect(dragged).toBeGreaterThan(before + 60);
    await edge.press("ArrowUp");
    expect(await height()).toBeGreaterThan(dragged);

    expect(await ana.at.hasWritten()).toContain("Kept while it grows.");
    await writer().click();
    await ana.page.keyboard.press("Control+z");
    await expect.poll(() => ana.at.hasWritten()).not.toContain("Kept while it grows.");
  });

  test("S36: is larger on demand, or a window that stays while one reads other tickets", async () => {
    const { ana } = shop;
    const { page } = ana;
    await ana.at.startsReply();
    await ana.at.types("Begun here,");
    const before = await height();
    await page.getByRole("button", { name: "Expand" }).click();
    await expect.poll(height).toBeGreaterThan(before);
    await page.getByRole("button", { name: "Make smaller" }).click();
    await expect.poll(height).toBe(before);
    await page.getByRole("button", { name: "Expand" }).click();
    await page.getByRole("button", { name: "Open in a window" }).click();
    await page.locator("[data-expanded]").waitFor({ state: "detached" });
    await writer().click();
    await page.keyboard.press("End");
    await ana.at.types(" gone on with in a window.");

    await page
      .getByRole("link", { name: /Unassigned/ })
      .first()
      .click();
    await page.waitForURL(/unassigned$/);
    expect(await ana.at.hasWritten()).toContain("Begun here, gone on with in a window.");
    await page.getByRole("button", { name: "Back into the ticket" }).click();
    await page.waitForURL(new RegExp(`/${number}`));
    await expect.poll(() => ana.at.hasWritten()).toContain("gone on with in a window.");
  });
});

test("S37, S38: more recipients are added behind the addresses; what is no address is marked and not sent to", async () => {
  const { ana } = shop;
  const { page } = ana;
  await ana.at.startsReply();
  await ana.at.types("To several of you.");
  await page.getByTitle("Recipients and sender").click();
  const fields = page.getByRole("group", { name: "Recipients and sender" });
  await fields.getByRole("button", { name: "Cc", exact: true }).click();
  const cc = fields.getByRole("combobox", { name: "Cc" });
  await cc.fill("nobody at all");
  await page.keyboard.press("Enter");
  await page.getByTitle("This is not an e-mail address.").waitFor();
  await ana.at.sends();
  await page.getByText("One of the recipients is not an e-mail address.").waitFor();
  await fields.getByRole("button", { name: "Remove nobody at all" }).click();
  await cc.fill("boss@mara.example");
  await page.keyboard.press("Enter");
  await fields.getByRole("button", { name: /From/ }).first().waitFor();
  await ana.at.sends();

  const mail = await shop.mailWith("To several of you.");
  expect(mail.cc).toMatchObject([{ address: "boss@mara.example" }]);
});

test("S37: who is named in the text is offered as a recipient, and asked about first", async () => {
  const { ana } = shop;
  const { page } = ana;
  const boss = { name: "Zita Bosso", emails: ["zita@mara.example"] };
  await ana.call(createContact, boss);
  await ana.at.startsReply();
  await ana.at.types("It is decided by @Zita");
  await page.getByRole("listbox", { name: "Contacts" }).getByText("Zita Bosso").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Send it to Zita Bosso too?").waitFor();
  const recipients = page.getByTitle("Recipients and sender");
  expect(await recipients.textContent()).not.toContain("Zita");
  await page.getByRole("button", { name: "Add to Cc" }).click();
  await page.getByText("Send it to Zita Bosso too?").waitFor({ state: "detached" });
  await ana.at.sends();

  const mail = await shop.mailWith("It is decided by Zita Bosso");
  expect(mail.cc).toMatchObject([{ address: "zita@mara.example" }]);
});

test("went through without an error and within the content security policy", () => {
  expect(shop.ana.complaints).toEqual([]);
});

async function height(): Promise<number> {
  const box = await shop.ana.page.getByRole("region", { name: "Reply" }).boundingBox();
  return box?.height ?? 0;
}
