/** Two agents on two server processes over one database: what one does the other sees, also after a server was killed. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ownCluster, type OwnCluster } from "#testkit/cluster.ts";
import { type Program, startProgram } from "#testkit/program.ts";
import { type Agent, openShop, type Shop } from "#testkit/workspace.ts";

vi.setConfig({ testTimeout: 90_000 });

let cluster: OwnCluster;
let shop: Shop;
let second: Program;
let bo: Agent;

beforeAll(async () => {
  cluster = await ownCluster();
  const DATABASE_URL = cluster.connectionString;
  const SECRET_KEY = "a key that both servers were given by hand";
  shop = await openShop({ DATABASE_URL, SECRET_KEY });
  second = await startProgram({ DATABASE_URL, SECRET_KEY, ROLES: "web" });
  bo = await shop.boSignsIn(second);
});

afterAll(async () => {
  await second?.stop();
  await shop?.close();
  await cluster?.remove();
});

test("two agents on two servers see each other and each other's replies", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("On two servers");
  await Promise.all([ana.at.opens(number), bo.at.opens(number)]);
  await ana.at.sees("Bo Lund is viewing");
  await bo.at.startsReply();
  await bo.at.types("Hello from the second server.");
  await ana.at.sees("Bo Lund is typing a reply");
  await bo.at.sends();

  await ana.at.reads("Hello from the second server.");
  expect(new URL(bo.page.url()).port).not.toBe(new URL(ana.page.url()).port);
});

test("a killed server is said in one line; when it is back, its agent catches up by itself", async () => {
  const { ana } = shop;
  const number = await shop.customerWrites("While one is down");
  await bo.at.opens(number);
  await second.kill();
  await bo.page.getByText("You are offline.").waitFor();
  await ana.at.opens(number);
  await ana.at.startsReply();
  await ana.at.types("Nobody heard me there.");
  await ana.at.sends();
  await ana.at.reads("Nobody heard me there.");
  await shop.customerWrites("Came meanwhile");

  await second.startAgain();
  await bo.page.getByText("You are offline.").waitFor({ state: "hidden", timeout: 30_000 });
  await bo.at.reads("Nobody heard me there.");
  await bo.page.locator("[data-ticket-row]", { hasText: "Came meanwhile" }).first().waitFor();
});
