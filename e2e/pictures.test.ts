/** Remote pictures in a customer's mail, as the agent meets them. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listTickets } from "#contract/tickets.ts";
import { faultsOf } from "#testkit/browser.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
let shop: Shop;
let server: Server;
let asked: string[] = [];

beforeAll(async () => {
  server = createServer(({ url = "" }, answer) => {
    asked.push(url);
    answer.end(gif);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  shop = await openShop({ OUTBOUND_ALLOW_PRIVATE: "true" });
});

afterAll(async () => {
  await shop?.close();
  server?.close();
});

async function newsletter(subject: string, ...names: string[]): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const pictures = names.map(
    (name) => `<img alt="${name}" src="http://127.0.0.1:${port}/${name}">`,
  );
  const smtp = createTransport({ port: shop.program.smtpPort, host: "127.0.0.1", secure: false });
  await smtp.sendMail({
    from: "Mara <mara@news.example>",
    to: shop.channel.address,
    subject,
    html: `<p>Our spring offers</p>${pictures.join("")}`,
  });
  smtp.close();
  return until(
    async () =>
      (await shop.ana.call(listTickets, {})).items.find(({ name }) => name === subject)?.number,
  );
}

test("are held back, shown once when asked for, and always when the sender is trusted", async () => {
  const { ana } = shop;
  const { page } = ana;
  const first = await newsletter("Spring", "tulips.gif", "daisies.gif");
  const second = await newsletter("Summer", "roses.gif");
  const picture = (name: string) => page.frameLocator("[data-mail]").getByRole("img", { name });
  const drawn = (name: string) =>
    expect
      .poll(() => picture(name).evaluate((one) => (one as HTMLImageElement).naturalWidth))
      .toBe(1);

  await ana.at.opens(first);
  await page.getByText("2 remote pictures are blocked").waitFor();
  expect(asked).toEqual([]);
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "Show", exact: true }).click();
  await drawn("tulips.gif");
  await page.getByText("Remote pictures are shown this time").waitFor();
  expect(asked.toSorted()).toEqual(["/daisies.gif", "/tulips.gif"]);

  await ana.at.opens(second);
  await page.getByRole("button", { name: "Always show from this sender" }).click();
  await drawn("roses.gif");
  await ana.at.opens(first);
  await page.getByText("Remote pictures of this sender are shown").waitFor();
  await drawn("daisies.gif");
  expect(await faultsOf(page)).toEqual([]);

  await page.getByRole("button", { name: "Block them again" }).click();
  await page.getByText("2 remote pictures are blocked").waitFor();
  expect(ana.complaints).toEqual([]);
});
