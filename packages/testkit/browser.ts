/** A person at a browser: a page that remembers every script error, refused resource and breach of the policy. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";

export type Visit = {
  page: Page;
  context: BrowserContext;
  /** What went wrong on the page so far, without a word in the test having asked for it. */
  complaints: string[];
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
  return { page, context, complaints };
}

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What is wrong with a row is wrong with the first ones too. */
const furtherRows = "[role=listitem]:nth-child(n+6), [role=row]:nth-child(n+6)";

/**
 * What axe finds wrong with the page as it stands, one line each; by one rule only when it is named. Mail frames run no
 * script, so axe would wait for them for ever; what is in them was written by customers.
 */
export async function faultsOf(page: Page, rule?: string | string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .options({ resultTypes: ["violations"] })
    // All in the page itself: else a second page is opened for each look, only to put the frames together.
    .setLegacyMode()
    .exclude("iframe[sandbox]")
    .exclude(furtherRows);
  const { violations } = await (rule ? axe.withRules(rule) : axe.withTags(tags)).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`),
  );
}
