/**
 * Takes the pictures of the README from the sample desk: `node tools/screenshots/take.ts`.
 *
 * Starts the program in a folder of its own and drives the built workspace as a person would.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser, type Visit } from "#testkit/browser.ts";
import { startProgram } from "#testkit/program.ts";

const folder = join(import.meta.dirname, "../../docs/screenshots");
const owner = {
  name: "Ada Moretti",
  email: "ada@lariana.example",
  password: "nine green bicycles",
};
const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
/** A ticket of the sample desk with a conversation worth reading. */
const ticket = "/tickets/open/1052";

const program = await startProgram();
const browser = await openBrowser();
await mkdir(folder, { recursive: true });

try {
  const newcomer = await browser.visit(program.url, desktop);
  await setUp(newcomer);
  const cookies = await newcomer.context.storageState();
  const signedIn = async (device: typeof desktop & { dark?: boolean; locale?: string }) => {
    const visit = await browser.visit(program.url, device);
    await visit.context.addCookies(cookies.cookies);
    return visit.page;
  };

  const light = await signedIn(desktop);
  await take(light, ticket, "workspace-light");
  await take(await signedIn({ ...desktop, dark: true }), ticket, "workspace-dark");
  await takePalette(light);
  await answer(light);
  await takeOutbox(light);
  await take(light, "/settings/ledger", "ledger");
  await take(light, "/settings/channels/new", "channels");

  const hand = await signedIn(phone);
  await take(hand, "/tickets/open", "phone-list");
  await take(hand, ticket, "phone-ticket");
  await take(await signedIn({ ...phone, dark: true }), ticket, "phone-dark");
} finally {
  await browser.close();
  await program.stop();
}
// The browser is kept for whoever comes next; nobody does.
process.exit();

async function setUp({ page, context }: Visit) {
  await page.goto("/setup");
  await page.getByLabel("Name of the desk").fill("Lariana");
  await page.getByLabel("Your name").fill(owner.name);
  await page.getByLabel("Your e-mail").fill(owner.email);
  await page.getByLabel("Password", { exact: true }).fill(owner.password);
  await picture(page, "setup");
  await page.getByRole("button", { name: "Open the desk" }).click();
  await page.waitForURL("**/tickets/**");
  await page.getByRole("button", { name: "Dismiss the guide" }).click();
  await page.waitForLoadState("networkidle");
  await context.storageState();
}

async function take(page: Page, path: string, name: string) {
  await page.goto(path);
  await settled(page);
  await picture(page, name);
}

async function takePalette(page: Page) {
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("water");
  await settled(page);
  await picture(page, "palette");
  await page.keyboard.press("Escape");
}

async function answer(page: Page) {
  await page.goto(ticket);
  const editor = page.getByRole("textbox", { name: "Reply to the customer" });
  await editor.click();
  await page.keyboard.type(
    "Version 2.4.1 is out and keeps your counter. It takes four minutes; leave the machine on.",
  );
  await page.keyboard.press("Control+Enter");
  await page.getByText("Sending in").waitFor();
}

/** The mail leaves when the time for undo is over. */
async function takeOutbox(page: Page) {
  await page.goto("/outbox");
  await page.getByText("Version 2.4.1 is out").first().click({ timeout: 30_000 });
  await settled(page);
  await picture(page, "outbox");
}

async function settled(page: Page) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
}

async function picture(page: Page, name: string) {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}
