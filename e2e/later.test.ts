/** Answers that leave later, and from the address of one's team. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createChannel } from "#contract/channels.ts";
import { createTeam } from "#contract/teams.ts";
import { listUsers } from "#contract/users.ts";
import { listScheduled } from "#contract/scheduled.ts";
import { listMessages } from "#contract/messages.ts";
import { readDraft } from "#contract/drafts.ts";
import { faultsOf, goTo } from "#testkit/browser.ts";
import { openShop, type Shop, until } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});

afterAll(async () => {
  await shop?.close();
});

const outgoing = async (number: number) =>
  (await shop.ana.call(listMessages, { number })).items.filter(
    ({ direction }) => direction === "outgoing",
  );

async function plan(subject: string, words: string) {
  const { ana } = shop;
  const number = await shop.customerWrites(subject);
  await ana.at.opens(number);
  await ana.at.startsReply();
  await ana.at.types(words);
  await ana.page.getByRole("button", { name: /^Send and set status/ }).click();
  await ana.page.getByRole("menuitem", { name: /Tomorrow morning/ }).click();
  await ana.page.getByRole("article", { name: "Planned reply by Ana Riva" }).waitFor();
  return number;
}

describe("a reply that is sent later", () => {
  test("H86: is planned from the menu of Send, and shown in the thread to everybody", async () => {
    const { ana, bo } = shop;
    const number = await plan("Tomorrow", "The part comes tomorrow.");
    expect(await outgoing(number)).toEqual([]);
    expect((await ana.at.hasWritten()).trim()).toBe("");
    expect(await faultsOf(ana.page)).toEqual([]);

    await bo.at.opens(number);
    const card = bo.page.getByRole("article", { name: "Planned reply by Ana Riva" });
    await card.getByText("The part comes tomorrow.").waitFor();
    expect(await card.getByRole("button", { name: "Send now" }).count()).toBe(0);
  });

  test("H86: is edited: it is back in the editor as it was, and does not leave", async () => {
    const { ana } = shop;
    const number = await plan("To edit", "Almost right.");
    await ana.page.getByRole("button", { name: "Edit", exact: true }).click();
    await until(async () => (await ana.at.hasWritten()).includes("Almost right."));
    expect((await ana.call(listScheduled, { number })).items).toEqual([]);
    expect(await outgoing(number)).toEqual([]);
    expect(await ana.call(readDraft, { number })).toMatchObject({ html: "<p>Almost right.</p>" });
  });

  test("H86: is sent at once when one does not want to wait", async () => {
    const { ana } = shop;
    const number = await plan("Now after all", "No need to wait.");
    await ana.page.getByRole("button", { name: "Send now" }).click();
    await until(async () => (await outgoing(number)).length === 1);
    await until(
      async () => (await ana.page.getByRole("article", { name: /Planned reply/ }).count()) === 0,
    );
  });

  test("H86: at a time of one's own choice, which must not have passed", async () => {
    const { ana } = shop;
    const number = await shop.customerWrites("By the calendar");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Happy new year.");
    await ana.page.getByRole("button", { name: /^Send and set status/ }).click();
    await ana.page.getByRole("menuitem", { name: "Choose a time…" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Send later" });
    await dialog.getByLabel("Day and time").fill("2020-01-01T09:00");
    await dialog.getByText("This time has passed.").waitFor();
    await dialog.getByLabel("Day and time").fill("2999-01-01T09:00");
    await dialog.getByRole("button", { name: "Send later" }).click();
    await until(async () => (await ana.call(listScheduled, { number })).items.length === 1);
  });
});

describe("the address of a team", () => {
  test("S4: is set on the channel by a switch and teams; S40: replies start from it", async () => {
    const { ana } = shop;
    const billing = await ana.call(createChannel, {
      address: "billing@lariana.example",
      name: "Billing",
    });
    await ana.call(createTeam, { name: "Bookkeeping", memberIds: [await myId()] });
    await goTo(ana.page, `/settings/channels/${billing.id}`);
    await ana.page.getByRole("switch", { name: "Default reply address for teams" }).check();
    await ana.page.getByRole("combobox", { name: "Teams" }).click();
    await ana.page.getByRole("option", { name: "Bookkeeping" }).click();
    await ana.page.getByRole("button", { name: "Save" }).click();
    await ana.page.getByText("The channel is saved.").waitFor();

    const number = await shop.customerWrites("An invoice");
    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.at.types("Here it is.");
    await ana.page.getByText("from billing@lariana.example").waitFor();
    await ana.at.sends();
    await until(async () => (await outgoing(number))[0]?.channelId === billing.id);
  });

  test("S40: a conversation that runs on another address keeps it, and one is told", async () => {
    const { ana, bo } = shop;
    const number = await shop.customerWrites("Two hands");
    await bo.at.opens(number);
    await bo.at.startsReply();
    await bo.at.types("We look into it.");
    await bo.at.sends();
    await until(async () => (await outgoing(number)).length === 1);

    await ana.at.opens(number);
    await ana.at.startsReply();
    await ana.page.getByText("from support@lariana.example").waitFor();
    await ana.page
      .getByText(
        "This conversation uses another address than your team’s, billing@lariana.example.",
      )
      .waitFor();
  });
});

async function myId() {
  const { items } = await shop.ana.call(listUsers, {});
  return items.find(({ name }) => name === "Ana Riva")?.id ?? "";
}
