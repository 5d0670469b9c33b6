/** axe finds nothing wrong at the door, in settings and in the outbox, in light and dark, at a desk and in a hand. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { faultsOf, openBrowser, type Visit } from "#testkit/browser.ts";
import { type Program, startProgram } from "#testkit/program.ts";

const ada = { name: "Ada Moretti", email: "ada@lariana.example", password: "nine green bicycles" };

const closed = ["/sign-in", "/forgot-password", "/reset-password?token=x", "/invitation?token=x"];
const opened = [
  "/contacts",
  "/contacts?panel=create",
  "/companies",
  "/companies?panel=create",
  "/deals",
  "/deals?panel=create",
  "/outbox",
  "/settings/profile",
  "/settings/security",
  "/settings/tokens/new",
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
];
const looks = [
  { name: "light", dark: false },
  { name: "the dark, on a phone", dark: true, width: 390, height: 844 },
];

/** A browser on a busy machine takes its time. */
vi.setConfig({ testTimeout: 60_000 });

let program: Program;
let browser: Awaited<ReturnType<typeof openBrowser>>;
const visits = new Map<string, Visit>();

beforeAll(async () => {
  [program, browser] = await Promise.all([startProgram(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

describe("before anybody is in", () => {
  test.each(looks)("set-up has no fault in $name", async (look) => {
    const { page, context } = await browser.visit(program.url, look);
    await page.goto("/setup");
    await page.getByRole("button", { name: "Open the desk" }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await context.close();
  });
});

describe.each(looks)("in $name", (look) => {
  beforeAll(async () => {
    const outside = await browser.visit(program.url, look);
    const inside = await browser.visit(program.url, look);
    await enter(inside);
    visits.set(`${look.name} outside`, outside).set(`${look.name} inside`, inside);
  });

  test.each(closed)("%s has no fault", async (path) => {
    expect(await faultsAt(visits.get(`${look.name} outside`)!, path)).toEqual([]);
  });

  test.each(opened)("%s has no fault", async (path) => {
    expect(await faultsAt(visits.get(`${look.name} inside`)!, path)).toEqual([]);
  });
});

/** The first one founds the desk, the others sign in. */
async function enter({ context }: Visit) {
  const headers = { origin: program.url };
  const data = { ...ada, deskName: "Lariana", sample: true };
  const founded = await context.request.post("/api/v1/setup", { data, headers });
  if (founded.ok()) return;
  const { email, password } = ada;
  await context.request.post("/api/v1/session", { data: { email, password }, headers });
}

/** A page has settled when the network is quiet and what it shows has a heading. */
async function faultsAt({ page }: Visit, path: string) {
  await page.goto(path);
  await page.getByRole("heading").first().waitFor();
  await page.waitForLoadState("networkidle");
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [...(await faultsOf(page)), ...(wider > 0 ? [`the page is ${wider} px too wide`] : [])];
}
