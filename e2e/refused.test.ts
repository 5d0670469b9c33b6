/** What an agent sees when the server says no to what they wrote: why, and a way on. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listPipelines, updateStatus } from "#contract/pipelines.ts";
import { readTicket } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { listMessages } from "#contract/messages.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

/** The answer of a server that says no. */
const no = (status: number, code: string, facts = {}) => ({
  status,
  contentType: "application/problem+json",
  body: JSON.stringify({ type: "about:blank", title: "No", status, code, ...facts }),
});

describe("a draft that the server refuses", () => {
  test("says why, is not sent again by itself, and is saved with the next word", async () => {
    const { ana } = shop;
    let saves = 0;
    await ana.page.route("**/draft", (route) => {
      saves++;
      return route.fulfill(no(422, "attachment_unknown", { fileId: randomUUID() }));
    });
    await ana.at.opens(await shop.customerWrites("Draft refused"));
    await ana.at.startsReply();
    await ana.at.types("With a file that is gone");

    await ana.at.sees("An attachment was not found. Attach it again.");
    await ana.page.getByTestId("draft-state").getByText("Not saved").waitFor();
    const asked = saves;
    await ana.page.waitForTimeout(5000);
    expect(saves).toBe(asked);

    await ana.page.unroute("**/draft");
    await ana.at.types("!");
    await ana.at.waitsUntilSaved();
  });

  test("is kept in this browser and sent again where only nobody answered", async () => {
    const { ana } = shop;
    await ana.page.route("**/draft", (route) => route.fulfill(no(503, "database_away")));
    await ana.at.opens(await shop.customerWrites("Draft waits"));
    await ana.at.startsReply();
    await ana.at.types("It will get there");

    await ana.page.getByTestId("draft-state").getByText("Kept in this browser").waitFor();
    await ana.page.unroute("**/draft");
    await ana.at.waitsUntilSaved();
  });
});

test("a comment whose id was used before goes out with the next attempt", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("Id used");
  await ana.at.opens(number);
  await ana.at.startsComment();
  await ana.at.types("Second thoughts");
  const commenting = /\/comments$/;
  await ana.page.route(commenting, async (route) => {
    const { id } = route.request().postDataJSON() as { id: string };
    await ana.call(commentOnTicket, { number, id, html: "<p>First thoughts</p>" });
    await route.continue();
  });
  await ana.at.sends();
  await ana.at.sees("This was already saved with other content. Try again.");
  await ana.page.unroute(commenting);
  await ana.at.sends();

  const said = await until(async () => {
    const { items } = await ana.call(listMessages, { number });
    return items.filter(({ kind }) => kind === "comment").length === 2 && items;
  });
  expect(said.map(({ text }) => text)).toContain("Second thoughts");
});

test("a status that asks for a property since the page was read asks for it before the reply leaves", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("Asked late");
  await ana.at.opens(number);
  await ana.at.startsReply();
  await ana.at.types("This is the answer.");
  const { items } = await ana.call(listPipelines, {});
  const closed = items.flatMap(({ statuses }) => statuses).find(({ kind }) => kind === "closed");
  const { id: statusId = "", pipelineId = "" } = closed ?? {};
  const asks = (requiredProperties: string[]) =>
    ana.call(updateStatus, { pipelineId, statusId, requiredProperties });
  // The page goes on with what it read: the live line is cut, and questions are not asked again.
  await ana.page.route("**/api/v1/pipelines", (route) => route.abort());
  await asks(["resolution"]);
  await ana.at.sendsAnd("Closed");
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("Resolution").fill("Replaced the gasket");
  await dialog.getByRole("button", { name: "Continue" }).click();

  const ticket = await until(async () => {
    const now = await ana.call(readTicket, { number });
    return now.open ? null : now;
  });
  expect(ticket.resolution).toBe("Replaced the gasket");
  await ana.page.unroute("**/api/v1/pipelines");
  await asks([]);
});
