/** Click on a ticket → its conversation is painted, in Chromium, by the workspace's own marks. */
import type { Page } from "playwright-core";
import { launchChromium } from "#testkit/chromium.ts";
import { type Line, ms } from "./report.ts";
import type { Running } from "./server.ts";

export async function paints(
  program: Running,
  session: { email: string; password: string },
): Promise<Line[]> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({
      baseURL: program.url,
      viewport: { width: 1440, height: 900 },
    });
    await page.goto("/sign-in");
    await page.getByLabel(/e-?mail/i).fill(session.email);
    await page.getByLabel(/^password/i).fill(session.password);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/tickets\//);
    await page.goto("/tickets/open");
    const cold = await measure(page, 30, false);
    const warm = await measure(page, 30, true);
    return [
      {
        work: "click → conversation painted, cold",
        budget: "≤ 100 ms",
        measured: say(cold),
        held: median(cold) <= 100,
      },
      {
        work: "click → conversation painted, prefetched",
        budget: "≤ 50 ms",
        measured: say(warm),
        held: median(warm) <= 50,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** Prefetched: the pointer rests on the row first, as it does before a click. */
async function measure(page: Page, times: number, prefetched: boolean): Promise<number[]> {
  const rows = page.locator("[data-ticket-row]");
  await rows.first().waitFor();
  const found: number[] = [];
  for (let index = 0; index < times; index++) {
    const row = rows.nth(prefetched ? 2 + (index % 2) : 6 + (index % 3));
    if (prefetched) {
      await row.hover();
      await page.waitForTimeout(400);
    }
    await page.evaluate(() => performance.clearMarks());
    await row.evaluate((element) => (element instanceof HTMLElement ? element.click() : undefined));
    await page.waitForFunction(
      () => performance.getEntriesByName("conversation-painted").length > 0,
    );
    found.push(
      await page.evaluate(() => {
        const at = (name: string) => performance.getEntriesByName(name).at(-1)?.startTime ?? 0;
        return at("conversation-painted") - at("ticket-click");
      }),
    );
    await page.mouse.wheel(0, prefetched ? 0 : 400);
    await page.waitForTimeout(100);
  }
  return found;
}

function median(values: number[]) {
  return [...values].toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function say(values: number[]) {
  const sorted = [...values].toSorted((a, b) => a - b);
  return `median ${ms(median(values))}, p95 ${ms(sorted[Math.floor(sorted.length * 0.95)] ?? 0)} (${values.length} clicks)`;
}
