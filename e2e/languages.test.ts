/**
 * Every word that the workspace says is in its catalogues. The English one is changed on its way to the browser: its letters
 * arrive ｗｉｄｅ. What customers wrote is in Greek here, so a Latin letter on a page is a word that nobody can translate.
 */
import type { BrowserContext, Page, Request } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { listOutbox } from "#contract/mail.ts";
import { readSetup } from "#contract/setup.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

/** Addresses, zones, sizes and dates; then who is at this desk, or in the picture of one at set-up. */
const data = [
  /\S+@[\w.-]+|https?:\S+|[\w-]+\.(com|example)\b|\b[A-Z]\w+(\/[\w+-]+)+|\bUTC\b/g,
  /\b\d+ (?:[kM]?B|byte)\b|\b(?:SMTP|LMTP|IMAP|SPF|DKIM|DMARC|ARC|TXT)\b|\b\d{1,2} [A-Z][a-z]{2} \d{4}\b/g,
  /Ana Riva|Bo Lund|Mara Rossi|Lariana|Support Pipeline|Support|Sportello/g,
  /Giulia Conti|Luca Ferri|Priya Nair|Tom Becker/g,
];
/** What the desk calls its own; within other words these would be words of ours. */
const alone = new Set([
  ...["New", "Waiting on contact", "Waiting on us", "Closed"],
  ...["Product issue", "Billing issue", "Feature request", "General inquiry"],
  ...["English", "Italiano", "AR", "BL", "MR", "mara", "L", "GC", "LF", "PN", "TB"],
  // What the programs of this test call themselves in the audit log, by their way in.
  "node",
]);

let shop: Shop;
let number: number;
let mails: string[];
/** Everything that was read, and of that what is in no catalogue, with its place. */
const heard = new Set<string>();
const bare = new Map<string, string>();
/** What the page waits for. */
const asked = new Set<Request>();
let lastAsked = 0;

/** A browser on a busy machine takes its time. */
vi.setConfig({ testTimeout: 120_000 });

beforeAll(async () => {
  shop = await openShop();
  number = await shop.customerWrites("Ατμός στο πλάι", "Η μηχανή στάζει.");
  await shop.customerWrites("Και μια δεύτερη", "Στάζει ακόμα.");
  const outbox = await shop.ana.call(listOutbox, { limit: 50 });
  mails = outbox.items.flatMap(({ subject, text }) => [text, text.slice(0, 160), subject]);
  await widen(shop.ana.context);
  watch(shop.ana.context);
  await shop.ana.page.goto("/tickets/open");
});

beforeEach(() => bare.clear());

afterAll(() => shop?.close());

test("a ticket, its list and all that opens over them say nothing that is not in a catalogue", async () => {
  const { page } = shop.ana;
  for (const path of [
    "/tickets/open",
    "/tickets/drafts",
    `/tickets/open/${number}`,
    `/tickets/open/${number}?tab=activity`,
    "/tickets/open?panel=create",
    "/tickets/open?panel=form",
    "/search?q=στάζει",
    "/search?q=τίποτα",
    "/tickets/open/987654",
  ])
    await readAt(page, path);
  await goTo(page, `/tickets/open/${number}`);
  await page.locator("[data-editor]").waitFor();
  for (const keys of ["n", "Shift+?", "ControlOrMeta+k"]) {
    await page.keyboard.press(keys);
    await read(page, keys);
    await page.keyboard.press("Escape");
  }
  for (const opener of await page.locator("[aria-haspopup]:visible:enabled").all()) {
    await opener.click();
    await page
      .getByRole("menu")
      .or(page.getByRole("listbox"))
      .or(page.getByRole("dialog"))
      .first()
      .waitFor();
    await read(page, "a menu of the ticket", 0);
    await page.keyboard.press("Escape");
  }
  expect(bare).toEqual(new Map());
});

test("settings, the outbox and the doors say nothing that is not in a catalogue", async () => {
  const { page, context } = shop.ana;
  await goTo(page, "/settings");
  await page.locator('a[href="/settings/users"]').waitFor();
  for (const section of await linksUnder(page, "/settings/")) {
    await readAt(page, section);
    for (const item of await linksUnder(page, `${section}/`)) {
      await goTo(page, item);
      // Where the list has its first item open already, the item by itself says nothing new.
      await read(page, item, heard.size);
    }
  }
  await readAt(page, "/outbox");
  await context.clearCookies();
  await page.goto("/sign-in");
  for (const door of [
    "/sign-in",
    "/forgot-password",
    "/reset-password?token=x",
    "/invitation?token=x",
  ])
    await readAt(page, door);
  await context.route(`**${readSetup.path}`, (route) => route.fulfill({ json: { needed: true } }));
  await readAt(page, "/setup");
  expect(bare).toEqual(new Map());
});

type Token = string | number | null | Token[] | { [form: string]: Token };

/** A message is a list of words and of placeholders; a placeholder has a name, a kind and forms, which are messages again. */
async function widen(context: BrowserContext) {
  await context.route("**/assets/en-*.js", async (route) => {
    const response = await route.fetch();
    const { messages } = await import(
      `data:text/javascript,${encodeURIComponent(await response.text())}`
    );
    const wider = Object.fromEntries(
      Object.entries<Token>(messages).map(([id, message]) => [id, wide(message)]),
    );
    await route.fulfill({ response, body: `export const messages = ${JSON.stringify(wider)};` });
  });
}

function wide(token: Token): Token {
  if (typeof token === "string") return token.replaceAll(/[A-Za-z]/g, widely);
  if (!Array.isArray(token)) return token;
  return token.map((part) => (Array.isArray(part) ? part.map(formsOf) : wide(part)));
}

const widely = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0);

/** Of a placeholder only its forms are said; its name and kind are not. */
function formsOf(part: Token): Token {
  if (part === null || typeof part !== "object" || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([form, said]) => [form, wide(said)]));
}

function watch(context: BrowserContext) {
  const answered = (request: Request) => void asked.delete(request);
  context.on("request", (request) => {
    lastAsked = Date.now();
    asked.add(request);
  });
  context.on("requestfinished", answered).on("requestfailed", answered);
}

async function readAt(page: Page, path: string) {
  await goTo(page, path);
  await read(page, path);
}

/** By the router, which is a page load cheaper. */
const goTo = (page: Page, path: string) =>
  page.evaluate((to) => history.pushState({}, "", to), path);

async function read(page: Page, place: string, atLeast = heard.size + 1) {
  for (const text of await settled(page, place, atLeast)) {
    const ours = [...mails, ...data].reduce<string>(
      (left, known) => left.replaceAll(known, ""),
      text,
    );
    const words = ours
      .replaceAll(/\{\{[\w.]+\}\}/g, "")
      .match(/[A-Za-zÀ-ɏ]+/g)
      ?.join(" ");
    if (words && !alone.has(words)) bare.set(text, place);
  }
}

/** All words of the page, once nothing more comes. A place that says nothing new was not reached. */
async function settled(page: Page, place: string, atLeast: number): Promise<string[]> {
  let said: string[] = [];
  lastAsked = Date.now();
  const settles = async () => {
    const last = said.join();
    said = await page.evaluate(wordsOf);
    for (const text of said) heard.add(text);
    const quiet = asked.size === 0 && Date.now() - lastAsked > 200;
    return quiet && heard.size >= atLeast && said.join() === last;
  };
  const message = `${place} says something new`;
  await expect.poll(settles, { interval: 100, timeout: 20_000, message }).toBe(true);
  return said;
}

/** Runs in the page. Keys and code are in no language, moments are told by the browser. */
function wordsOf(): string[] {
  const spoken = [
    "aria-label",
    "aria-description",
    "placeholder",
    "data-placeholder",
    "title",
    "alt",
  ];
  const said = [document.title];
  const words = "*:not(script, style, kbd, kbd *, time, code, pre, textarea[aria-hidden])";
  for (const element of document.body.querySelectorAll(words)) {
    for (const name of spoken) said.push(element.getAttribute(name) ?? "");
    const texts = [...element.childNodes].flatMap((node) =>
      node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ""] : [],
    );
    // Where a long word may break it is one word still.
    said.push(...(element.querySelector(":scope > wbr") ? [texts.join("")] : texts));
  }
  return said;
}

function linksUnder(page: Page, path: string): Promise<string[]> {
  return page
    .locator(`a[href^="${path}"]`)
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
}
