/** Notifications while nobody looks: a real browser's worker shows what the program pushed, and opens the comment. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { commentOnTicket } from "#contract/comments.ts";
import { readSession } from "#contract/sign-in.ts";
import { faultsOf } from "#testkit/browser.ts";
import { pushService } from "#testkit/push.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 90_000 });

let shop: Shop;
let world: Awaited<ReturnType<typeof pushService>>;

beforeAll(async () => {
  world = await pushService();
  shop = await openShop({ OUTBOUND_ALLOW_PRIVATE: "true" });
});

afterAll(async () => {
  await shop?.close();
  world?.close();
});

test("S70, H87: is switched on for this device, shown by its worker, and opens at the comment in the tab that is there", async () => {
  const { ana, bo } = shop;
  const { page, context } = bo;
  const browser = world.browser();
  await page.addInitScript(pretend, browser.subscription);
  await page.goto("/settings/notifications");
  await page.getByRole("button", { name: "Switch on here" }).click();
  await page
    .getByRole("switch", { name: "Show notifications here" })
    .waitFor({ state: "attached" });
  expect(await faultsOf(page)).toEqual([]);

  const number = await shop.customerWrites("The grinder is loud");
  const { user } = await bo.call(readSession, {});
  const html = `<p><span data-mention="${user.id}">@Bo</span> please listen to it</p>`;
  const { id } = await ana.call(commentOnTicket, { number, html });
  await expect.poll(() => browser.shown.length, { timeout: 20_000 }).toBe(1);
  const [pushed] = browser.shown;
  expect(pushed).toMatchObject({ title: "Ana Riva mentioned you" });

  if (!pushed) throw new Error("nothing was pushed");
  const { headers: _headers, ...said } = pushed;
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
  await worker.evaluate(pretendToShow);
  await deliver(shop, said);
  await expect.poll(() => worker.evaluate(shown)).toMatchObject([{ title: said.title }]);
  expect((await worker.evaluate(shown))[0]?.body).toContain("please listen to it");

  await worker.evaluate(click);
  await page.waitForURL(`**/tickets/open/${number}#m-${id}`);
  await page.locator("article[data-lit]", { hasText: "please listen to it" }).waitFor();
  expect(await worker.evaluate(shown)).toEqual([]);
  expect(bo.complaints).toEqual([]);
});

test("H87: a browser that blocks notifications is told so calmly, and the workspace can be installed", async () => {
  const other = await shop.anaElsewhere();
  await other.page.addInitScript(() =>
    Object.defineProperty(Notification, "permission", { get: () => "denied" }),
  );
  await other.page.goto("/settings/notifications");
  await other.page.getByText("This browser blocks notifications of this address.").waitFor();
  const session = await other.context.newCDPSession(other.page);
  const { errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Tests run in windows that keep nothing, which is the one thing in the way.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});

/**
 * The world outside of the page, which a browser without a screen does not have: its owner says yes, and its push service,
 * somewhere in the world, is the one of this test.
 */
function pretend({ endpoint, p256dh, auth }: Subscription) {
  const made = {
    options: { applicationServerKey: null },
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: () => Promise.resolve(true),
  };
  Object.defineProperty(Notification, "permission", { get: () => "granted" });
  Object.assign(Notification, { requestPermission: () => Promise.resolve("granted") });
  Object.assign(PushManager.prototype, {
    subscribe: () => Promise.resolve(made),
    getSubscription: () => Promise.resolve(null),
  });
}
type Subscription = { endpoint: string; p256dh: string; auth: string };

/** What the system would show; kept in the worker, in place of a screen. */
type Screen = { notices: Notice[]; registration: object };
type Notice = { title: string; body: string; data: unknown; close(): void };

function pretendToShow() {
  const screen = globalThis as unknown as Screen;
  screen.notices = [];
  Object.assign(screen.registration, {
    showNotification: (title: string, { body, data }: Notice) => {
      const close = () => void (screen.notices = screen.notices.filter((one) => one !== notice));
      const notice = { title, body, data, close };
      screen.notices.push(notice);
      return Promise.resolve();
    },
  });
}

function shown() {
  const { notices } = globalThis as unknown as Screen;
  return notices.map(({ title, body }) => ({ title, body }));
}

function click() {
  const { notices } = globalThis as unknown as Screen;
  const event = Object.assign(new Event("notificationclick"), {
    notification: notices[0],
    waitUntil: () => undefined,
  });
  globalThis.dispatchEvent(event);
}

/** What the browser's push service would hand to the worker. */
async function deliver({ bo, program }: Shop, said: object) {
  const session = await bo.context.newCDPSession(bo.page);
  const registered = new Promise<string>((found) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ isDeleted }) => !isDeleted);
      if (own) found(own.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.deliverPushMessage", {
    origin: `${program.url}/`,
    registrationId: await registered,
    data: JSON.stringify(said),
  });
}
