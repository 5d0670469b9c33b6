/** The outbox preview at an address of its own. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listOutbox } from "#contract/mail.ts";
import { inviteUser } from "#contract/users.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const invitationOf = (to: string) =>
  until(async () => (await shop.ana.call(listOutbox, { to })).items[0]);

test("a mail of long ago opens by its address, and an address of no mail says so, without reading all of them", async () => {
  const { page } = shop.ana;
  const old = await invitationOf("bo@lariana.example");
  await shop.ana.call(inviteUser, { name: "Cleo Berg", email: "cleo@lariana.example" });
  await invitationOf("cleo@lariana.example");
  let pages = 0;
  await page.route(/\/api\/v1\/outbox\?/, (route) => {
    pages++;
    return route.continue({ url: route.request().url().replace("limit=50", "limit=1") });
  });

  await page.goto(`/outbox/${old.id}`);
  await page.getByText("bo@lariana.example").first().waitFor();
  expect(pages).toBe(1);

  await page.goto(`/outbox/${randomUUID()}`);
  await page.getByText("There is no such mail").waitFor();
  expect(pages).toBe(2);
});
