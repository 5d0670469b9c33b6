/** The outbox preview at an address of its own. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket } from "#contract/replies.ts";
import { openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

async function answered(words: string) {
  const number = await shop.customerWrites(words);
  const [seen] = (await shop.ana.call(listMessages, { number })).items;
  const seenMessageId = seen?.id ?? null;
  await shop.ana.call(replyToTicket, { number, id: randomUUID(), text: words, seenMessageId });
  return shop.mailWith(words);
}

test("a mail of long ago opens by its address, and an address of no mail says so, without reading all of them", async () => {
  const { page } = shop.ana;
  const old = await answered("The first answer");
  await answered("The second answer");
  let pages = 0;
  await page.route(/\/api\/v1\/outbox\?/, (route) => {
    pages++;
    return route.continue({ url: route.request().url().replace("limit=50", "limit=1") });
  });

  await page.goto(`/outbox/${old.id}`);
  await page.getByRole("heading", { name: old.subject }).waitFor();
  expect(pages).toBe(1);

  await page.goto(`/outbox/${randomUUID()}`);
  await page.getByText("There is no such mail").waitFor();
  expect(pages).toBe(2);
});
