/** A day at the desk: mail that arrives by itself, triage by keys, a lost network, another language, a phone. */
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { goTo, openBrowser, type Visit } from "#testkit/browser.ts";
import { hand } from "#testkit/mailbox.ts";
import type { Doors } from "#testkit/inside.ts";
import { startOnCopy } from "#testkit/workspace.ts";

const ada = { name: "Ada Moretti", email: "ada@lariana.example", password: "nine green bicycles" };

let program: Doors;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let desk: Visit;
let page: Page;

vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  [program, browser] = await Promise.all([startOnCopy(), openBrowser()]);
  desk = await browser.visit(program.url);
  page = desk.page;
  page.setDefaultTimeout(20_000);
  const founded = await desk.context.request.post("/api/v1/setup", {
    data: { ...ada, deskName: "Lariana", sample: true },
    headers: { origin: program.url },
  });
  expect(founded.status()).toBe(200);
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

describe("mail that arrives", () => {
  test("is in the list and in the count by itself, without a reload", async () => {
    await look("/tickets/unassigned");
    const before = await countOf("unassigned");
    await customerWrites("Steam comes out of the side");
    await row("Steam comes out of the side").waitFor();
    await expectCount("unassigned", before + 1);
  });

  test("does not move what is being read, and is offered above it", async () => {
    await look("/tickets/open");
    const readAt = await scrollTo(1000);
    await customerWrites("A first one meanwhile");
    await customerWrites("A second one meanwhile");
    await page.getByRole("button", { name: "2 new" }).waitFor();
    expect(await rowAt()).toBe(readAt);
    await page.getByRole("button", { name: "2 new" }).click();
    await row("A second one meanwhile").waitFor();
  });

  test("leaves what is typed alone and shows itself in the open conversation", async () => {
    await look("/tickets/unassigned");
    await row("Steam comes out of the side").click();
    await page.keyboard.press("r");
    await page
      .getByRole("textbox", { name: "Reply to the customer" })
      .and(page.locator(":focus"))
      .waitFor();
    await page.keyboard.type("Please switch it off and");
    await customerWrites("Re: Steam comes out of the side");
    await page.keyboard.type(" unplug it.");
    await page.getByText("Please switch it off and unplug it.").waitFor();
    expect(page.url()).toMatch(/unassigned\/\d+/);
  });
});

describe("triage by keys", () => {
  test("moves, opens, closes, goes on with the next one and takes it back", async () => {
    await look("/tickets/unassigned");
    await press("j", "Enter");
    const first = await openedNumber();
    await press("e");
    await page.getByText(`Closed #${first}.`).waitFor();
    await expect.poll(openedNumber).not.toBe(first);
    await press("z");
    await rowOf(first).waitFor();
  });

  test("takes a ticket, which stays in sight until one goes on", async () => {
    await look("/tickets/unassigned");
    await press("j", "Enter");
    const taken = await openedNumber();
    await press("i");
    await page.getByText(`Assigned #${taken} to you.`).waitFor();
    expect(await rowOf(taken).isVisible()).toBe(true);
    await press("j");
    await rowOf(taken).waitFor({ state: "detached" });
  });

  test("picks several and gives all of them a status in one step", async () => {
    await look("/tickets/unassigned");
    await press("j", "x", "j", "x", "s");
    await page.keyboard.type("waiting on contact");
    await press("Enter");
    await page.getByText("Status of 2 tickets: Waiting on contact.").waitFor();
  });

  test("shows all keys with a question mark", async () => {
    await press("Escape", "Shift+?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const key of ["Next ticket", "Close or reopen", "Create ticket", "Command palette"])
      await sheet.getByText(key, { exact: true }).waitFor();
    await press("Escape");
  });
});

describe("finding", () => {
  test("goes to a view, to a ticket by number and to one by its words from the palette", async () => {
    await look("/tickets/open");
    await palette("closed");
    await page.waitForURL("**/tickets/closed");
    await palette("#1001");
    await page.waitForURL("**/1001");
    await palette("steam comes out", "Steam comes out of the side");
    await page
      .getByRole("heading", { name: /Steam comes out/ })
      .or(page.getByLabel(/Steam comes out/))
      .first()
      .waitFor();
  });

  test("searches the whole history and keeps the words in the address", async () => {
    await look("/tickets/open");
    await press("/");
    await page.keyboard.type("steam side");
    await page.waitForURL("**/search?q=steam*");
    await row("Steam comes out of the side").click();
    await page.waitForURL(/\/search\/\d+\?q=steam/);
    await page.reload();
    await row("Steam comes out of the side").waitFor();
    expect(await page.getByLabel("Search tickets").inputValue()).toBe("steam side");
  });
});

describe("the address", () => {
  test("brings back view, order and ticket after a reload and by the back button", async () => {
    await look("/tickets/open?sort=oldest");
    await press("j", "Enter");
    const address = page.url();
    const rows = await topRows();
    await page.reload();
    await page.locator("[data-ticket-row]").first().waitFor();
    expect([page.url(), await topRows()]).toEqual([address, rows]);
    await page.goBack();
    await page.waitForURL("**/tickets/open?sort=oldest");
  });

  test("of a ticket that one may not see says so and shows nothing of it", async () => {
    await goTo(page, "/tickets/open/987654");
    await page.getByText("Ticket not found", { exact: true }).waitFor();
  });
});

describe("a lost network", () => {
  afterEach(() => desk.context.setOffline(false));

  test("is said in one quiet line, and what happened meanwhile arrives by itself", async () => {
    await look("/tickets/unassigned");
    await desk.context.setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await customerWrites("Written while nobody could hear");
    await desk.context.setOffline(false);
    await row("Written while nobody could hear").waitFor({ timeout: 20_000 });
    await page.getByText("You are offline.").waitFor({ state: "hidden" });
  });
});

describe("a session that ended", () => {
  test("is begun again over the page, which stays as it was", async () => {
    await look("/tickets/open");
    await press("j", "Enter");
    const address = page.url();
    await desk.context.clearCookies();
    await press("j");
    await page.getByRole("heading", { name: "Sign in again" }).waitFor();
    await page.getByLabel("Password", { exact: true }).fill(ada.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Sign in again" }).waitFor({ state: "detached" });
    expect(page.url().replace(/\d+$/, "")).toBe(address.replace(/\d+$/, ""));
    await row("Steam comes out of the side")
      .or(page.locator("[data-ticket-row]").first())
      .first()
      .waitFor();
  });
});

describe("Italian", () => {
  test("is spoken everywhere once it is chosen, and by the next browser too", async () => {
    const other = await signedIn({ locale: "it-IT" });
    await other.page.goto("/tickets/unassigned");
    await other.page.getByRole("button", { name: "My account: Ada Moretti" }).click();
    await other.page.getByRole("menuitemradio", { name: "Italiano" }).click();
    await other.page.getByRole("heading", { name: "Non assegnati" }).waitFor();
    await other.page.getByRole("button", { name: "Crea ticket" }).waitFor();
    const next = await signedIn({});
    await next.page.goto("/tickets/mine");
    await next.page.getByRole("heading", { name: "Assegnati a me" }).waitFor();
    await speakEnglishAgain(next);
    await Promise.all([other.context.close(), next.context.close()]);
  });
});

describe("a phone", () => {
  test("goes from the views to the list, the conversation, the details and back", async () => {
    const phone = await signedIn({ width: 390, height: 844 });
    await phone.page.goto("/tickets/open");
    await phone.page.getByRole("link", { name: "Back to the views" }).click();
    await phone.page.getByRole("link", { name: /^Unassigned/ }).click();
    await phone.page.locator("[data-ticket-row]").first().click();
    await phone.page.waitForURL(/unassigned\/\d+/);
    await phone.page.getByRole("button", { name: "Show the details" }).click();
    await phone.page.waitForURL(/details=1/);
    await phone.page.goBack();
    await phone.page.goBack();
    await phone.page.locator("[data-ticket-row]").first().waitFor();
    expect(await sideways(phone.page)).toBe(0);
    await phone.context.close();
  });
});

describe("the whole day", () => {
  test("went through without an error and within the content security policy", () => {
    expect(desk.complaints).toEqual([]);
  });
});

async function look(path: string) {
  await goTo(page, path);
  await page.locator("[data-ticket-row]").first().waitFor();
}

async function press(...keys: string[]) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(60);
  }
}

async function palette(words: string, choice?: string) {
  await press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: "Command palette" }).fill(words);
  if (choice) await page.getByRole("option", { name: choice }).first().click();
  else {
    await page.waitForTimeout(400);
    await press("Enter");
  }
}

function row(name: string): Locator {
  return page.locator("[data-ticket-row]", { hasText: name }).first();
}

function rowOf(number: number): Locator {
  return page.locator(`[data-ticket-row="${number}"]`);
}

async function openedNumber(): Promise<number> {
  await page.waitForURL(/\/\d+(\?|$)/);
  return Number(/\/(\d+)(?:\?|$)/.exec(page.url())?.[1]);
}

function topRows(): Promise<string[]> {
  return page
    .locator("[data-ticket-row]")
    .evaluateAll((rows) => rows.slice(0, 5).map((one) => one.textContent ?? ""));
}

async function countOf(view: string): Promise<number> {
  return Number(await page.locator(`[data-count=${view}]`).innerText());
}

async function expectCount(view: string, count: number) {
  await expect.poll(() => countOf(view), { timeout: 5000 }).toBe(count);
}

async function scrollTo(top: number): Promise<string | null> {
  await page.locator("[role=list]").evaluate((list, to) => list.scrollTo(0, to), top);
  // Rows are measured as they are drawn: on a busy machine the list settles a little later.
  let at = await rowAt();
  for (let tries = 0; tries < 20; tries++) {
    await page.waitForTimeout(300);
    const now = await rowAt();
    if (now === at) break;
    at = now;
  }
  return at;
}

/** The ticket that is drawn at one place of the screen. */
function rowAt(): Promise<string | null> {
  return page.evaluate(
    () =>
      document.elementFromPoint(500, 400)?.closest("[data-number]")?.getAttribute("data-number") ??
      null,
  );
}

/** Pixels by which the page is wider than the screen. */
function sideways(of: Page): Promise<number> {
  return of.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

async function signedIn(device: Parameters<typeof browser.visit>[1]): Promise<Visit> {
  const visit = await browser.visit(program.url, device);
  visit.context.setDefaultTimeout(20_000);
  const { email, password } = ada;
  const answer = await visit.context.request.post("/api/v1/session", {
    data: { email, password },
    headers: { origin: program.url },
  });
  expect(answer.status()).toBe(200);
  return visit;
}

async function speakEnglishAgain(visit: Visit) {
  await visit.context.request.patch("/api/v1/me", {
    data: { preferences: { locale: "en" } },
    headers: { origin: program.url },
  });
}

let letters = 0;

async function customerWrites(subject: string) {
  letters += 1;
  const raw = [
    "From: Nora Bianchi <nora@bar.example>",
    "To: support@lariana.example",
    `Subject: ${subject}`,
    `Message-ID: <${letters}.${Date.now()}@bar.example>`,
    `Date: ${new Date().toUTCString()}`,
    "",
    "It began this morning. What should I do?",
    "",
  ].join("\r\n");
  const { code } = await hand(program.smtpPort, {
    from: "nora@bar.example",
    to: "support@lariana.example",
    raw,
  });
  expect(code).toBe(250);
}
