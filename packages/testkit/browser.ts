/** A person at a browser: a page that remembers every script error, refused resource and breach of the policy. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type axeCore from "axe-core";
import type { Browser, BrowserContext, Page, Request } from "playwright-core";
import { launchChromium } from "./chromium.ts";

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** What went wrong on the page so far, without a word in the test having asked for it. */
  complaints: string[];
  /** Until it has asked the server for nothing more for a moment, and has all it asked for. */
  settles: () => Promise<void>;
};

type Device = { width?: number; height?: number; dark?: boolean; locale?: string };

let shared: Promise<Browser> | undefined;

/** One browser a worker, for all its test files; each person has cookies of their own, that go with the file. */
export async function openBrowser() {
  shared ??= launchChromium();
  const browser = await shared;
  const visits: Visit[] = [];
  return {
    visit: async (baseURL: string, device: Device = {}) => {
      const one = await visit(browser, baseURL, device);
      visits.push(one);
      return one;
    },
    close: async () => {
      for (const { context } of visits.splice(0)) await context.close();
    },
  };
}

async function visit(browser: Browser, baseURL: string, device: Device): Promise<Visit> {
  const { width = 1440, height = 900, dark = false, locale = "en-GB" } = device;
  const context = await browser.newContext({
    baseURL,
    locale,
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    hasTouch: width < 600,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  return { page, context, complaints, settles: settling(page) };
}

function settling(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let last = 0;
  page.on("request", (request) => open.add(request));
  const end = (request: Request) => {
    open.delete(request);
    last = Date.now();
  };
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  return async () => {
    const began = Date.now();
    while (open.size > 0 || Date.now() - Math.max(began, last) < 150) await page.waitForTimeout(50);
  };
}

/**
 * To another address: where a page of the workspace stands open as its links do, without loading the program anew, which
 * costs a second each time; else, and where an open window holds the page, as by the browser's address bar.
 */
export async function goTo(page: Page, path: string): Promise<void> {
  if (!(await page.evaluate(followed, path).catch(() => false))) await page.goto(path);
}

/** Inside the page. The same address again is a wish to load it anew. */
function followed(path: string): boolean {
  const held = document.querySelector(
    "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]",
  );
  if (held || !document.querySelector("#root nav")) return false;
  if (location.pathname + location.search === path) return false;
  history.pushState(null, "", path);
  return true;
}

/** What stands above the top or beyond the side of the screen, where no finger gets; one line each. */
export function beyondScreen(page: Page): Promise<string[]> {
  return page.evaluate(outside);
}

/** Inside the page. */
function outside(): string[] {
  const titles = [...document.querySelectorAll("main h1, main h2")].filter((title) =>
    title.checkVisibility({ visibilityProperty: true }),
  );
  const [first] = titles.map((title) => title.getBoundingClientRect().top);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return [
    ...(first !== undefined && first < 0 ? [`the page begins at ${first}`] : []),
    ...(wide > 0 ? [`the page is ${wide} px too wide`] : []),
  ];
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Mail frames hold what customers wrote; and what is wrong with a row is wrong with the first ones too. */
const leftOut = ["iframe[sandbox]", "[role=listitem]:nth-child(n+6)", "[role=row]:nth-child(n+6)"];

const axe = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

/**
 * What axe finds wrong with the page as it stands, one line each; by some rules only when they are named. A page that has axe
 * already keeps it: it is larger than our own program.
 */
export async function faultsOf(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window)))
    await page.evaluate(await readFile(axe, "utf8"));
  const runOnly = rules
    ? ({ type: "rule", values: rules } as const)
    : ({ type: "tag", values: tags } as const);
  const options: axeCore.RunOptions = { resultTypes: ["violations"], iframes: false, runOnly };
  return page.evaluate(violations, { options, leftOut });
}

/** Inside the page. */
async function violations(wish: {
  options: axeCore.RunOptions;
  leftOut: string[];
}): Promise<string[]> {
  const exclude = wish.leftOut.map((selector) => [selector]);
  const { violations: found } = await window.axe.run({ exclude }, wish.options);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

declare global {
  interface Window {
    axe: typeof axeCore;
  }
}
