/** Mail that is not what it seems, and spam, as the agent meets them. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { updateChannel } from "#contract/channels.ts";
import { createSenderRule, listSpam } from "#contract/spam.ts";
import { listTickets } from "#contract/tickets.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { hand, letter } from "#testkit/mailbox.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

async function arrives(mail: Parameters<typeof letter>[0]) {
  const to = shop.channel.address;
  await hand(shop.program.smtpPort, { to, raw: letter(mail) });
}

async function ticketOf(mail: { from: string; subject: string }) {
  await arrives({ to: shop.channel.address, ...mail });
  return until(
    async () =>
      (await shop.ana.call(listTickets, {})).items.find(({ name }) => name === mail.subject)
        ?.number,
  );
}

test("L7: a mail to be careful with says why, and is joined to its ticket with one click, and taken out again", async () => {
  const { page, at } = shop.ana;
  const first = await shop.customerWrites("Printer on fire");
  const from = "Bo Lund <bo@lariana-support.example>";
  const number = await ticketOf({ from, subject: `About #${first}` });
  await at.opens(number);

  const light = page.getByRole("button", { name: "Careful: the domain looks like another one" });
  await light.focus();
  await page.keyboard.press("Enter");
  const why = page.getByRole("dialog", { name: "Careful: the domain looks like another one" });
  await why.getByText("lariana-support.example is not lariana.example").waitFor();
  await why.getByText("the name of a colleague, Bo Lund").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await why.waitFor({ state: "hidden" });

  await page.getByRole("button", { name: `Join to #${first}` }).click();
  await page.waitForURL(`**/tickets/open/${first}`);
  await page.getByText(`Includes #${number}`).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await goTo(page, `/tickets/open/${number}`);
  await page.waitForURL(`**/tickets/open/${first}`);
  await page.getByRole("button", { name: `Take out again: #${number}` }).click();
  await page.waitForURL(`**/tickets/open/${number}`);
  await page.getByRole("button", { name: `Join to #${first}` }).waitFor();
});

test("H17: a ticket called spam is out of sight for everybody, and restored from the list of spam", async () => {
  const { page, at } = shop.ana;
  const number = await ticketOf({ from: "win@casino.example", subject: "You won" });
  await shop.bo.at.opens(number);
  await at.opens(number);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Spam, and block the sender" }).click();
  await shop.bo.page.getByText("Ticket not found").waitFor();

  await arrives({ to: shop.channel.address, from: "win@casino.example", subject: "You won again" });
  await page.getByRole("link", { name: "Spam", exact: true }).click();
  const mail = page.getByRole("link", { name: "You won again" });
  await mail.click();
  await page.getByText("Blocked: win@casino.example").last().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.reload();
  await page.getByRole("heading", { name: "You won again" }).waitFor();
  await page.getByRole("button", { name: "Not spam, and unblock" }).click();
  await mail.waitFor({ state: "hidden" });
  await page.getByRole("checkbox", { name: "Choose “You won”" }).check();
  await page.getByRole("button", { name: "Not spam (1)" }).click();
  await page.getByRole("heading", { name: "No spam" }).waitFor();
  await until(async () => {
    const names = (await shop.ana.call(listTickets, {})).items.map(({ name }) => name);
    return ["You won", "You won again"].every((name) => names.includes(name)) || undefined;
  });
});

test("H20: a sender is blocked and allowed again in settings", async () => {
  const { page } = shop.ana;
  await goTo(page, "/settings/senders");
  await page.getByRole("link", { name: "New rule" }).click();
  await page.getByRole("textbox", { name: "Sender" }).fill("nonsense");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Write an address, a domain such as example.com").waitFor();
  await page.getByRole("textbox", { name: "Sender" }).fill("Eve@evil.example");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Lift the rule about eve@evil.example" }).click();
  await page.getByText("Nobody is blocked").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("eve@evil.example", { exact: true }).waitFor();
});

const canary = `"><img src=x onerror="window.caught=1"><svg onload="window.caught=1">`;

test("every field that a stranger fills in stays text, in the lights and among the spam", async () => {
  const { page, at } = shop.ana;
  const { channel, ana } = shop;
  await ana.call(updateChannel, { id: channel.id, trustedServers: ["mx.ours"] });
  const headers = {
    "Authentication-Results": `mx.ours; spf=<svg/onload=window.caught=1> smtp.mailfrom=<b>x; dmarc=fail header.from=<i>x`,
    "Reply-To": `"<b>" <reply@evil.example>`,
  };
  const subject = `One ${canary}`;
  const from = `"${canary.replaceAll('"', '\\"')} a@b.example" <mallory@evil.example>`;
  const mail = { to: channel.address, from, subject, text: canary, headers };
  await arrives(mail);
  const number = await until(
    async () =>
      (await ana.call(listTickets, {})).items.find(({ name }) => name.startsWith("One"))?.number,
  );
  await at.opens(number);
  await page.getByRole("button", { name: "Careful: the mail may not come" }).click();
  await page.getByText("Checked by mx.ours").waitFor();
  await ana.call(createSenderRule, { action: "block", kind: "domain", value: "evil.example" });
  await arrives({ ...mail, subject: `Two ${canary}` });
  const id = await until(
    async () =>
      (await ana.call(listSpam, {})).items.find(({ subject: said }) => said.startsWith("Two"))?.id,
  );
  await goTo(page, `/spam/${id}`);
  await page.getByRole("heading", { name: "Two" }).waitFor();
  expect(await page.locator(".caught, main img, main svg[onload]").count()).toBe(0);
  expect(await page.evaluate(() => "caught" in window)).toBe(false);
});

test("L1: of files that are imported together, one that is refused is named, and the others come in", async () => {
  const { page } = shop.ana;
  await goTo(page, "/settings/ledger");
  const old = letter({ to: shop.channel.address, subject: "From the old desk" });
  const files = [
    { name: "holiday.zip", mimeType: "application/zip", buffer: Buffer.from("no archive") },
    { name: "old.eml", mimeType: "message/rfc822", buffer: Buffer.from(old) },
  ];
  await page
    .getByRole("region", { name: "Import mail" })
    .locator("input")
    .last()
    .setInputFiles(files);

  const said = page.getByRole("alert").filter({ hasText: "holiday.zip" });
  await said.waitFor();
  expect(await said.innerText()).not.toContain("old.eml");
  await page.getByText("From the old desk").first().waitFor();
});
