/** An agent who loses access midway: the screen stops showing what they may no longer see, and says what happened. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Rights } from "#contract/people.ts";
import { createTeam, updateTeam } from "#contract/teams.ts";
import { listUsers, updateUser } from "#contract/users.ts";
import { updateTicket } from "#contract/tickets.ts";
import { type Agent, openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 60_000 });

let shop: Shop;
let boId: string;

beforeAll(async () => {
  shop = await openShop();
  const { items } = await shop.ana.call(listUsers, {});
  boId = items.find(({ name }) => name === "Bo Lund")?.id ?? "";
});

afterAll(async () => {
  await shop?.close();
});

const allowed = (view: Rights["tickets"]["view"]): Rights => ({
  superAdmin: false,
  accountAccess: false,
  serviceAccess: true,
  salesAccess: false,
  serviceSeat: true,
  tickets: { view, edit: view, delete: view },
});
const seesTeams = allowed({ reach: "team", unassigned: false });
const seesOwn = allowed({ reach: "own", unassigned: false });

describe("an agent whose rights are cut while they read", () => {
  test("is asked to sign in again at once, and finds nothing afterwards that they may not see", async () => {
    const bo = await shop.boSignsIn();
    const number = await shop.customerWrites("Between two chairs");
    await bo.at.opens(number);
    await shop.ana.call(updateUser, { id: boId, rights: seesOwn });

    await bo.page.getByRole("heading", { name: "Sign in again" }).waitFor({ timeout: 5000 });
    await bo.page.waitForTimeout(2500);
    expect(await bo.page.getByText("You are offline").count()).toBe(0);
    await signsInAgain(bo);
    await bo.page.getByText("Ticket not found", { exact: true }).waitFor();
    expect(await bo.page.getByText("Between two chairs").count()).toBe(0);
    await bo.context.close();
  });
});

describe("an agent who leaves a team while they read its ticket", () => {
  test("stays signed in and sees neither the ticket nor its row any more", async () => {
    await shop.ana.call(updateUser, { id: boId, rights: seesTeams });
    const bo = await shop.boSignsIn();
    const number = await shop.customerWrites("For the team only");
    const { id } = await shop.ana.call(createTeam, { name: "Grinders", memberIds: [boId] });
    await shop.ana.call(updateTicket, { number, ownerType: "team", ownerId: id });
    await bo.at.opens(number);
    await bo.page.locator(`[data-ticket-row="${number}"]`).waitFor();
    await shop.ana.call(updateTeam, { id, memberIds: [] });

    await bo.page.getByText("Ticket not found", { exact: true }).waitFor();
    await bo.page.locator(`[data-ticket-row="${number}"]`).waitFor({ state: "detached" });
    expect(await bo.page.getByRole("heading", { name: "Sign in again" }).count()).toBe(0);
    await bo.context.close();
  });
});

describe("an agent with neither Service nor Sales access", () => {
  const without = { ...seesOwn, serviceAccess: false };

  test("S6: has no help desk in the menu, and its addresses say that there is no access", async () => {
    await shop.ana.call(updateUser, { id: boId, rights: without });
    const bo = await shop.boSignsIn();
    for (const address of ["/", "/tickets/open", "/search?q=x", "/contacts"]) {
      await bo.page.goto(address);
      await bo.page.getByText("No access to the help desk", { exact: true }).waitFor();
    }
    const menu = bo.page.getByRole("navigation", { name: "Main menu" });
    expect(await menu.getByRole("link", { name: "Settings" }).count()).toBe(1);
    expect(await menu.getByRole("link").count()).toBe(1);
    expect((await bo.context.request.get("/api/v1/tickets")).status()).toBe(403);
    await bo.context.close();
  });

  test("S8: finds it in the main menu under Customer service once they have one of the two", async () => {
    await shop.ana.call(updateUser, { id: boId, rights: { ...without, salesAccess: true } });
    const bo = await shop.boSignsIn();
    await bo.page.goto("/settings/profile");
    const menu = bo.page.getByRole("navigation", { name: "Main menu" });
    const service = menu.getByRole("group", { name: "Customer service" });
    await service.getByRole("link", { name: "Help desk" }).click();
    await bo.page.waitForURL("**/tickets/**");
    await bo.page.getByRole("button", { name: "Create ticket" }).first().waitFor();
    await bo.context.close();
  });
});

test("S5: without a seat a view that needs one says so, and leads to one that does not", async () => {
  const seatless = { ...allowed({ reach: "all", unassigned: true }), serviceSeat: false };
  await shop.ana.call(updateUser, { id: boId, rights: seatless });
  const bo = await shop.boSignsIn();
  await bo.page.goto("/tickets/unassigned");
  await bo.page.getByText("You need a Service seat for this").waitFor();
  await bo.page.getByRole("link", { name: "See all open tickets" }).click();
  await bo.page.locator("[data-ticket-row]").first().waitFor();
  await bo.context.close();
});

describe("an agent who may see everything and change nothing", () => {
  const none = { reach: "none", unassigned: false } as const;
  const sees = allowed({ reach: "all", unassigned: true });
  const reads = { ...sees, tickets: { ...sees.tickets, edit: none, delete: none } };

  test("H116: reads list and conversation, has no editor, and is told why", async () => {
    await shop.ana.call(updateUser, { id: boId, rights: reads });
    const bo = await shop.boSignsIn();
    const number = await shop.customerWrites("Only to be read");
    await bo.page.goto(`/tickets/open/${number}`);
    await bo.page.locator(`[data-ticket-row="${number}"]`).waitFor();
    await bo.at.reads("Mara Rossi");

    await bo.page.getByText("You may read this ticket, but not answer").waitFor();
    await bo.page.keyboard.press("r");
    const conversation = bo.page.getByRole("main");
    expect(await conversation.getByRole("textbox", { name: /^(Reply|Comment)/ }).count()).toBe(0);
    expect(await conversation.getByRole("button", { name: "Send", exact: true }).count()).toBe(0);
    await bo.context.close();
  });
});

async function signsInAgain({ page }: Agent) {
  await page.getByLabel("Password", { exact: true }).fill(shop.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Sign in again" }).waitFor({ state: "detached" });
}
