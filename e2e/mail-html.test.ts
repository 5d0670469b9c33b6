/** Hostile HTML of the corpus, shown in a real browser as the product shows mail: nothing runs, loads or gets out. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sanitizeMail } from "#mail/sanitize.ts";
import { launchChromium } from "#testkit/chromium.ts";
import { corpusCases, corpusIsHere, corpusMissing, printFigure } from "#testkit/corpus.ts";

const CSP = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'";
const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const SETS = ["dompurify", "h5sc", "loofah", "bleach", "otobo", "zammad", "payload-lists"];
const BATCH = 100;

type Shown = { id: string; html: string };

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

let browser: Browser;
let server: Server;
let cases: Shown[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const guarded = pathname.startsWith("/guarded/");
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (guarded) response.setHeader("content-security-policy", CSP);
    response.end(
      pathname === "/host"
        ? host(searchParams)
        : frame(cases[Number(pathname.split("/")[2])]?.html ?? ""),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

describe("the trap", () => {
  test("notices a script that runs and a request that leaves", async () => {
    cases = [{ id: "bad", html: '<img src="http://tracker.example/x.gif" onerror="alert(1)">' }];
    const seen = await show("bare", 0);
    expect(seen.fired).toContain("0: alert");
    expect(seen.requests).toEqual(["http://tracker.example/x.gif"]);
  });
});

corpus("hostile HTML after the sanitiser", () => {
  test.each<[mode: "guarded" | "bare", where: string]>([
    ["guarded", "in the product's frame"],
    ["bare", "even in a frame without any protection"],
  ])(
    "%s: nothing runs, no request leaves, nothing outside changes, %s",
    async (mode) => {
      cases = SETS.flatMap((set) =>
        corpusCases<{ html: string }>(`html/${set}`).map(({ id, expect: { html } }) => ({
          id: `${set}/${id}`,
          html: sanitized(html),
        })),
      );
      const all: string[] = [];
      for (let from = 0; from < cases.length; from += BATCH) {
        const { fired, requests, changes } = await show(mode, from);
        all.push(...fired.map(named), ...requests, ...changes);
      }
      printFigure(`html/* shown safely, ${mode}`, cases.length - all.length, cases.length);
      expect(all).toEqual([]);
    },
    240_000,
  );
});

function sanitized(html: string): string {
  return sanitizeMail(html, { cidUrl: () => null, remoteImages: "block" }).html;
}

function named(event: string): string {
  return `${cases[Number(event.split(":")[0])]?.id} ${event}`;
}

/** Shows a hundred mails at once, clicks and focuses everything in them, and tells what happened. */
async function show(mode: "guarded" | "bare", from: number) {
  const context = await browser.newContext();
  const requests: string[] = [];
  try {
    await watch(context, requests);
    const page = await context.newPage();
    const fired: string[] = [];
    page.on("dialog", (dialog) => {
      fired.push(`${from}: dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(`${origin()}/host?mode=${mode}&from=${from}`, { waitUntil: "load" });
    const before = await page.evaluate(outside);
    await page.evaluate(touchEverything);
    await page.waitForTimeout(250);
    const changes =
      (await page.evaluate(outside)) === before
        ? []
        : [`from ${from}: the page around the mails changed`];
    fired.push(
      ...(await page.evaluate(() => window.name.split("\n").filter((line) => line !== ""))),
    );
    return { fired, requests, changes };
  } finally {
    await context.close();
  }
}

/** Records what leaves the machine; hooks in every frame what an attack would call. */
async function watch(context: BrowserContext, requests: string[]) {
  await context.route(
    (url) => url.origin !== origin(),
    (route) => {
      if (opensTab(route.request())) return route.abort();
      requests.push(route.request().url());
      return route.abort();
    },
  );
  await context.addInitScript(() => {
    const number = location.pathname.split("/")[2] ?? "host";
    for (const name of ["alert", "confirm", "prompt", "print"] as const) {
      Object.defineProperty(window, name, {
        value: () => void (window.top ? (window.top.name += `${number}: ${name}\n`) : 0),
      });
    }
  });
  context.on("page", (page) => {
    if (page.url() !== "about:blank" && !page.url().startsWith(origin())) void page.close();
  });
}

/** A link that the reader follows opens a tab of its own; that is no request of the mail. */
function opensTab(request: Request): boolean {
  if (!request.isNavigationRequest()) return false;
  try {
    return request.frame().parentFrame() === null;
  } catch {
    return true;
  }
}

function outside(): string {
  return `${location.href} ${document.title} ${document.documentElement.outerHTML}`;
}

/** Runs in the host page: the frames are of the same origin, as in the product. */
function touchEverything() {
  for (const frame of document.querySelectorAll("iframe")) {
    const mail = frame.contentDocument;
    for (const element of mail?.querySelectorAll<HTMLElement>("*") ?? []) {
      element.focus();
      for (const type of [
        "mouseover",
        "mousedown",
        "mouseup",
        "dblclick",
        "drag",
        "scroll",
        "animationstart",
      ]) {
        element.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      }
      if (!element.closest("a[href]")) element.click();
    }
  }
}

function origin(): string {
  const address = server.address();
  if (!isPort(address)) throw new Error("the server does not listen");
  return `http://127.0.0.1:${address.port}`;
}

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return address !== null && typeof address !== "string";
}

function host(query: URLSearchParams): string {
  const mode = query.get("mode") === "bare" ? "bare" : "guarded";
  const from = Number(query.get("from"));
  const frames = cases
    .slice(from, from + BATCH)
    .map(
      (_, index) =>
        `<iframe ${mode === "guarded" ? `sandbox="${SANDBOX}"` : ""} src="/${mode}/${from + index}"></iframe>`,
    );
  return `<!doctype html><title>host</title><p id="x">around</p>${frames.join("")}`;
}

function frame(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}
