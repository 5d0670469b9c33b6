/** Hostile HTML of the corpus, shown in a real browser as the product shows mail: nothing runs, loads or gets out. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkTo } from "#contract/client.ts";
import { listTickets } from "#contract/tickets.ts";
import { listMessages, readMessageFrame } from "#contract/messages.ts";
import { sanitizeMail } from "#mail/sanitize.ts";
import { corpusCases, corpusIsHere, corpusMissing, printFigure } from "#testkit/corpus.ts";
import { hand, letter } from "#testkit/mailbox.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

const SANDBOX = "allow-same-origin allow-popups allow-popups-to-escape-sandbox";
const SETS = ["dompurify", "h5sc", "loofah", "bleach", "otobo", "zammad", "payload-lists"];
const BATCH = 100;

/** A mail of the corpus and where it is shown: its frame in the product, or a page of nothing but its cleaned HTML. */
type Shown = { id: string; html: string; at: string };

const corpus = describe.skipIf(!corpusIsHere);
if (!corpusIsHere) process.stdout.write(`skipped: ${corpusMissing}\n`);

let shop: Shop;
let server: Server;
let bare: string[] = [];

beforeAll(async () => {
  shop = await openShop();
  server = createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(pageOf(bare[Number(request.url?.slice(1))] ?? ""));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
}, 60_000);

afterAll(async () => {
  await shop?.close();
  server?.close();
});

describe("the trap", () => {
  test("notices a script that runs and a request that leaves", async () => {
    bare = ['<img src="http://tracker.example/x.gif" onerror="alert(1)">'];
    const seen = await show([{ id: "bad", html: "", at: `${bareOrigin()}/0` }], bareOrigin(), "");
    expect(seen).toContain("bad: alert");
    expect(seen).toContain("http://tracker.example/x.gif");
  });
});

corpus("hostile HTML of a mail", () => {
  test("does nothing, loads nothing and changes nothing around it where the product shows it", async () => {
    const mails = await delivered(corpusMails().filter((_, at) => at % 5 === 0));
    const sandbox = `sandbox="${SANDBOX}"`;
    await expectQuiet("in the product, every fifth", mails, shop.program.url, sandbox);
  }, 240_000);

  test("does nothing either once it is cleaned, in a frame without any protection", async () => {
    const mails = corpusMails();
    bare = mails.map(({ html }) => sanitizeMail(html, { cidUrl, remoteImages: "block" }).html);
    const shown = mails.map((mail, index) => ({ ...mail, at: `${bareOrigin()}/${index}` }));
    await expectQuiet("bare", shown, bareOrigin(), "");
  }, 240_000);
});

const cidUrl = () => null;

function corpusMails() {
  return SETS.flatMap((set) =>
    corpusCases<{ html: string }>(`html/${set}`).map(({ id, expect: { html } }) => ({
      id: `${set}/${id}`,
      html,
    })),
  );
}

async function expectQuiet(where: string, mails: Shown[], origin: string, frame: string) {
  const all: string[] = [];
  for (let from = 0; from < mails.length; from += BATCH)
    all.push(...(await show(mails.slice(from, from + BATCH), origin, frame)));
  printFigure(`html/* shown safely, ${where}`, mails.length - all.length, mails.length);
  expect(all).toEqual([]);
}

/** Each mail by SMTP, a ticket of its own; answers the addresses of their frames. */
async function delivered(mails: { id: string; html: string }[]): Promise<Shown[]> {
  const waiting = [...mails];
  const senders = Array.from({ length: 8 }, async () => {
    for (let mail = waiting.pop(); mail; mail = waiting.pop()) await writeIn(mail);
  });
  await Promise.all(senders);
  const numbers = await until(async () => {
    const found = await ticketsByName();
    return mails.every(({ id }) => found.has(id)) && found;
  });
  return Promise.all(mails.map(async (mail) => ({ ...mail, at: await frameOf(numbers, mail.id) })));
}

async function writeIn({ id, html }: { id: string; html: string }) {
  const to = shop.channel.address;
  const headers = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Transfer-Encoding": "base64",
  };
  const text = Buffer.from(html).toString("base64").replaceAll(/.{76}/g, "$&\r\n");
  const raw = letter({ to, subject: id, headers, text });
  const { code } = await hand(shop.program.smtpPort, { to, raw });
  if (code !== 250) throw new Error(`${id} was refused`);
}

async function ticketsByName(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  let cursor: string | null = null;
  do {
    const ask: { limit: number; cursor?: string } = cursor
      ? { limit: 100, cursor }
      : { limit: 100 };
    const page = await shop.ana.call(listTickets, ask);
    for (const { name, number } of page.items) found.set(name, number);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

async function frameOf(numbers: Map<string, number>, id: string): Promise<string> {
  const number = numbers.get(id) ?? 0;
  const { items } = await shop.ana.call(listMessages, { number });
  const path = linkTo(readMessageFrame, { number, messageId: items[0]?.id ?? "", quote: true });
  return shop.program.url + path;
}

/** Shows a hundred mails at once, clicks and focuses everything in them, and tells what happened. */
async function show(mails: Shown[], origin: string, frame: string): Promise<string[]> {
  const { page, context } = await shop.anaElsewhere();
  const heard: string[] = [];
  const named = (event: string) =>
    event.replace(
      /^(\S+): /,
      (_, at: string) => `${mails.find((mail) => mail.at.endsWith(at))?.id}: `,
    );
  try {
    await watch(context, origin, heard);
    page.on("dialog", (dialog) => {
      heard.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const frames = mails.map(
      ({ at }) => `<iframe ${frame} src="${at.replaceAll("&", "&amp;")}"></iframe>`,
    );
    const body = `<!doctype html><title>host</title><p id="x">around</p>${frames.join("")}`;
    await context.route(`${origin}/host`, (route) =>
      route.fulfill({ body, contentType: "text/html" }),
    );
    await page.goto(`${origin}/host`, { waitUntil: "load" });
    expect(await page.evaluate(shownFrames)).toBe(mails.length);
    const before = await page.evaluate(outside);
    await page.evaluate(touchEverything);
    await page.waitForTimeout(250);
    if ((await page.evaluate(outside)) !== before) heard.push("the page around the mails changed");
    const fired = await page.evaluate(() => window.name.split("\n").filter((line) => line !== ""));
    return [...heard, ...fired.map(named)];
  } finally {
    await context.close();
  }
}

/** Records what leaves the machine; hooks in every frame what an attack would call. */
async function watch(context: BrowserContext, origin: string, requests: string[]) {
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      if (!opensTab(route.request())) requests.push(route.request().url());
      return route.abort();
    },
  );
  await context.addInitScript(() => {
    const at = location.pathname + location.search;
    for (const name of ["alert", "confirm", "prompt", "print"] as const) {
      Object.defineProperty(window, name, {
        value: () => void (window.top ? (window.top.name += `${at}: ${name}\n`) : 0),
      });
    }
  });
  context.on("page", (page) => {
    if (page.url() !== "about:blank" && !page.url().startsWith(origin)) void page.close();
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

/** Frames whose mail is really there: a refusal in its place would be quiet as well. */
function shownFrames(): number {
  const frames = [...document.querySelectorAll("iframe")];
  return frames.filter((frame) => frame.contentDocument?.contentType === "text/html").length;
}

function bareOrigin(): string {
  const address = server.address();
  if (!isPort(address)) throw new Error("the server does not listen");
  return `http://127.0.0.1:${address.port}`;
}

function isPort(address: string | AddressInfo | null): address is AddressInfo {
  return address !== null && typeof address !== "string";
}

function pageOf(html: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"></head><body>${html}</body></html>`;
}
