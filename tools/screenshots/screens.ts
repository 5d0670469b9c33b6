/**
 * Takes every screen of the sample desk, in light and dark, English and Italian, wide and on a phone, onto one sheet a
 * screen in docs/screens: `node tools/screenshots/screens.ts [NAME …]`. They are there to be looked at.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { createClient } from "#contract/client.ts";
import type { Client } from "#contract/client.ts";
import { listChannels } from "#contract/channels.ts";
import { listDeals } from "#contract/deals.ts";
import { listDoubles } from "#contract/doubles.ts";
import { listUsers } from "#contract/users.ts";
import { setUp } from "#contract/setup.ts";
import { updateMe } from "#contract/me.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { openBrowser } from "#testkit/browser.ts";
import { startProgram } from "#testkit/program.ts";
import { type Ids, type Screen, screens } from "./places.ts";

const folder = join(import.meta.dirname, "../../docs/screens");
const owner = {
  name: "Ada Moretti",
  email: "ada@lariana.example",
  password: "nine green bicycles",
};
const looks = [
  { locale: "en", dark: false },
  { locale: "it", dark: true },
] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

const wanted = process.argv.slice(2);
const chosen = screens.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const program = await startProgram();
const browser = await openBrowser();
await mkdir(folder, { recursive: true });

try {
  const cookie = await founded();
  const call = clientWith(cookie);
  const ids = await idsOf(call);
  const sheets = new Map<string, Buffer[]>();
  for (const look of looks)
    for (const size of sizes) {
      await call(updateMe, { preferences: { locale: look.locale } });
      const { page, context } = await browser.visit(program.url, { ...size, dark: look.dark });
      const [name = "", value = ""] = cookie.split("=");
      await context.addCookies([{ name, value, url: program.url }]);
      for (const screen of chosen)
        sheets.set(screen.name, [
          ...(sheets.get(screen.name) ?? []),
          await taken(page, screen, ids),
        ]);
      await context.close();
    }
  const { page } = await browser.visit("http://localhost", { width: 1840, height: 1000 });
  for (const [name, pictures] of sheets) await sheet(page, name, pictures);
} finally {
  await browser.close();
  await program.stop();
}
// The browser is kept for whoever comes next; nobody does.
process.exit();

async function founded(): Promise<string> {
  const answer = await fetch(program.url + setUp.path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: program.url },
    body: JSON.stringify({ deskName: "Lariana", ...owner, sample: true }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0];
  if (!cookie) throw new Error(`no desk: ${answer.status}`);
  return cookie;
}

function clientWith(cookie: string): Client {
  const send: typeof fetch = (url, options) =>
    fetch(url, {
      ...options,
      headers: {
        ...Object.fromEntries(new Headers(options?.headers).entries()),
        cookie,
        origin: program.url,
      },
    });
  return createClient({ baseUrl: program.url, fetch: send });
}

/** What stands in the addresses of the screens. */
async function idsOf(call: Client): Promise<Ids> {
  const deals = await call(listDeals, {});
  const deal = deals.items.find(({ contacts }) => contacts.length > 1);
  const [double] = (await call(listDoubles, { kind: "contact" })).items;
  const user = (await call(listUsers, {})).items.find(({ email }) => email !== owner.email);
  return {
    contact: deal?.contacts[0]?.id ?? "",
    company: deal?.companyId ?? "",
    deal: deal?.id ?? "",
    one: double?.a.id ?? "",
    other: double?.b.id ?? "",
    user: user?.id ?? "",
    channel: (await call(listChannels, {})).items[0]?.id ?? "",
    pipeline: (await call(listPipelines, {})).items[0]?.id ?? "",
  };
}

async function taken(page: Page, { path, layout, act }: Screen, ids: Ids): Promise<Buffer> {
  await page.goto("/tickets/drafts");
  await page.evaluate(
    (shape) => localStorage.setItem("sp.layout", JSON.stringify({ shape })),
    layout ?? "split",
  );
  await page.goto(typeof path === "string" ? path : path(ids));
  await settled(page);
  await act?.(page);
  await settled(page);
  return page.screenshot({ animations: "disabled" });
}

async function settled(page: Page) {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(250);
}

/** Wide ones above, the phones beside them. */
async function sheet(page: Page, name: string, pictures: Buffer[]) {
  const shown = pictures.map(
    (png) => `<img src="data:image/png;base64,${png.toString("base64")}">`,
  );
  await page.setContent(
    `<style>body{margin:0;padding:16px;display:flex;gap:16px;background:#8a8a88}img{height:560px;display:block}</style>${shown.join("")}`,
  );
  await page.setViewportSize({ width: 2 * 896 + 2 * 259 + 5 * 16, height: 592 });
  await writeFile(
    join(folder, `${name}.jpg`),
    await page.screenshot({ type: "jpeg", quality: 72 }),
  );
  console.log(`docs/screens/${name}.jpg`);
}
