/** axe finds nothing wrong at the door, in the help desk, in settings and in the outbox, in light and dark, at a desk and in a hand. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { beyondScreen, faultsOf, goTo, openBrowser, type Visit } from "#testkit/browser.ts";
import type { Doors } from "#testkit/inside.ts";
import { startOnCopy } from "#testkit/workspace.ts";

const ada = { name: "Ada Moretti", email: "ada@lariana.example", password: "nine green bicycles" };

const closed = ["/sign-in", "/forgot-password", "/reset-password?token=x", "/invitation?token=x"];
const opened = [
  "/tickets/open",
  "/tickets/open?views=1",
  "/tickets/open/1003",
  "/tickets/drafts",
  "/search?q=steam",
  "/tickets/open/987654",
  "/tickets/open?panel=create",
  "/tickets/open?panel=form",
  "/contacts",
  "/contacts?panel=create",
  "/companies",
  "/companies?panel=create",
  "/deals",
  "/deals?panel=create",
  "/contacts/doubles",
  "/companies/doubles",
  "/outbox",
  "/spam",
  "/settings/profile",
  "/settings/security",
  "/settings/tokens/new",
  "/settings/desk",
  "/settings/users",
  "/settings/users/new",
  "/settings/teams",
  "/settings/teams/new",
  "/settings/channels",
  "/settings/channels/new",
  "/settings/pipelines",
  "/settings/ledger",
  "/settings/audit",
  "/settings/notifications",
  "/settings/properties",
  "/settings/snippets",
  "/settings/templates",
  "/settings/templates/new",
  "/settings/properties/ticket.new",
  "/settings/senders",
  "/settings/senders/new",
  "/settings/domains",
];
const atDesk = { colorScheme: "light", width: 1440, height: 900 } as const;
const inHand = { colorScheme: "dark", width: 390, height: 844 } as const;

/** A browser on a busy machine takes its time. */
vi.setConfig({ testTimeout: 60_000 });

let program: Doors;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let outside: Visit;
let inside: Visit;

beforeAll(async () => {
  [program, browser] = await Promise.all([startOnCopy(), openBrowser()]);
  outside = await browser.visit(program.url);
  inside = await browser.visit(program.url);
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

test("set-up has no fault before anybody is in", async () => {
  await outside.page.goto("/setup");
  await outside.page.getByRole("button", { name: "Open the desk" }).waitFor();
  expect(await faultsInBoth(outside)).toEqual([]);
});

describe("of a desk", () => {
  beforeAll(async () => {
    const data = { ...ada, deskName: "Lariana", sample: true };
    const headers = { origin: program.url };
    const founded = await inside.context.request.post("/api/v1/setup", { data, headers });
    expect(founded.status()).toBe(200);
  });

  test.each(closed)("%s has no fault", async (path) => {
    expect(await faultsAt(outside, path)).toEqual([]);
  });

  test.each(opened)("%s has no fault", async (path) => {
    expect(await faultsAt(inside, path)).toEqual([]);
  });
});

/** It is a phone that opens the page. It has settled when it has what it asked for, and what it shows has a heading. */
async function faultsAt(visit: Visit, path: string) {
  await visit.page.setViewportSize(inHand);
  await goTo(visit.page, path);
  await visit.settles();
  await headed(visit).waitFor();
  return faultsInBoth(visit);
}

/** What another look of the same page can break. */
const ofLooks = [
  "color-contrast",
  "target-size",
  "scrollable-region-focusable",
  "landmark-one-main",
];

/** In light at a desk and in the dark in a hand; the page follows the device without a reload. */
async function faultsInBoth(visit: Visit) {
  const { page } = visit;
  const found: string[] = [];
  for (const { colorScheme, ...size } of [inHand, atDesk]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await headed(visit).waitFor();
    const faults = await faultsOf(page, colorScheme === "dark" ? ofLooks : undefined);
    faults.push(...(await beyondScreen(page)));
    found.push(...faults.map((fault) => `${colorScheme}: ${fault}`));
  }
  return found;
}

/** The first heading that is seen: a phone shows another part of the page than a desk. */
function headed({ page }: Visit) {
  return page.getByRole("heading").filter({ visible: true }).first();
}
