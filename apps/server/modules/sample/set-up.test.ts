import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deal } from "#contract/deals.ts";
import type { Double } from "#contract/doubles.ts";
import type { Session } from "#contract/people.ts";
import type { setUp } from "#contract/setup.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import type { View } from "#contract/views.ts";
import type { SentTo } from "#contract/operation.ts";
import { openHouse, type TestHouse } from "#testkit";
import { freshDatabase, migrateTestDatabase } from "#testkit/cluster.ts";

let house: TestHouse;
let drop: () => Promise<void>;
let owner = "";

beforeAll(async () => {
  const fresh = await freshDatabase(`set_up_${process.pid}`);
  await migrateTestDatabase(fresh.connectionString);
  house = await openHouse({}, undefined, fresh);
  drop = fresh.drop;
});

afterAll(async () => {
  await house.close();
  await drop();
});

const founding: SentTo<typeof setUp> = {
  deskName: "Lariana",
  name: "Olga Conti",
  email: "olga@lariana.example",
  password: "three green kettles",
  sample: true,
};

const post = (payload: object) =>
  house.app.inject({ method: "POST", url: "/api/v1/setup", payload });
const look = () => house.app.inject({ method: "GET", url: "/api/v1/setup" });
const all = (view: string, cookie: string) =>
  read(`/api/v1/tickets?view=${view}&limit=200`, cookie).then(({ items }) => items);
const read = (url: string, cookie: string) =>
  house.app.inject({ method: "GET", url, headers: { cookie } }).then((answer) => answer.json());

describe("setting up", () => {
  test("waits for an owner, refuses a weak password, and founds nothing by that", async () => {
    expect((await look()).json()).toEqual({ needed: true });
    const weak = await post({ ...founding, password: "password123" });
    expect(weak.json()).toMatchObject({ code: "password_weak", status: 422 });
    expect((await look()).statusCode).toBe(200);
  });

  test("founds one desk when two people press the button at once, and signs its owner in", async () => {
    const answers = await Promise.all([
      post(founding),
      post({ ...founding, email: "eve@evil.example" }),
    ]);
    expect(answers.map(({ statusCode }) => `${statusCode}`).toSorted()).toEqual(["200", "404"]);
    const won = answers.find(({ statusCode }) => statusCode === 200);
    expect(won?.json<Session>()).toMatchObject({
      desk: { name: "Lariana" },
      user: { rights: { superAdmin: true } },
    });
    owner = won?.cookies[0]?.value ?? "";
    expect(won?.cookies[0]).toMatchObject({
      name: "sportello_session",
      httpOnly: true,
      sameSite: "Lax",
      path: "/",
    });
  });

  test("answers every set-up route with 404 afterwards, whatever is sent", async () => {
    for (const answer of [
      await look(),
      await post(founding),
      await post({}),
      await post({ email: 7 }),
    ])
      expect(answer.json()).toMatchObject({ status: 404, code: "setup_done" });
  });

  test("gives the owner a desk that looks lived in", async () => {
    const cookie = `sportello_session=${owner}`;
    const counts = await read("/api/v1/views", cookie);
    const by = Object.fromEntries(counts.items.map((view: View) => [view.id, view]));
    expect(by.unassigned.count).toBeGreaterThanOrEqual(7);
    expect(by.unassigned.unread).toBe(7);
    expect(by.mine.count).toBeGreaterThanOrEqual(5);
    expect(by.open.count + by.closed.count).toBeGreaterThanOrEqual(60);
    expect((await read("/api/v1/users", cookie)).items).toHaveLength(8);
    expect((await read("/api/v1/teams", cookie)).items).toHaveLength(3);
    expect((await read("/api/v1/contacts?limit=200", cookie)).items.length).toBeGreaterThanOrEqual(
      25,
    );
    expect((await read("/api/v1/companies?limit=200", cookie)).items.length).toBeGreaterThanOrEqual(
      12,
    );
  });

  test("has conversations that read as if they had happened: in order, in the past, with history", async () => {
    const cookie = `sportello_session=${owner}`;
    const now = house.platform.clock().toISOString();
    const tickets: Ticket[] = [...(await all("open", cookie)), ...(await all("closed", cookie))];
    for (const { number, activeAt, createdAt } of tickets) {
      const { items } = await read(`/api/v1/tickets/${number}/messages?limit=200`, cookie);
      const times = items.map((message: Message) => message.writtenAt);
      expect(times).toEqual(times.toSorted());
      expect([createdAt <= activeAt, activeAt < now, (times.at(-1) ?? "") < now]).toEqual([
        true,
        true,
        true,
      ]);
      const history = (await read(`/api/v1/tickets/${number}/activity?limit=200`, cookie)).items;
      expect(history.at(-1)).toMatchObject({ what: "created" });
    }
  });

  test("has deals that began with a ticket, and doubles to be merged", async () => {
    const cookie = `sportello_session=${owner}`;
    const deals: Deal[] = (await read("/api/v1/deals", cookie)).items;
    expect(deals.map(({ stage }) => stage).toSorted()).toEqual([
      "negotiation",
      "new",
      "proposal",
      "qualified",
      "won",
    ]);
    for (const { tickets, contacts, companyId } of deals)
      expect([tickets.length, contacts.length > 0, companyId !== null]).toEqual([1, true, true]);
    const number = deals[0]?.tickets[0]?.number;
    const history = (await read(`/api/v1/tickets/${number}/activity?limit=200`, cookie)).items;
    expect(history.map(({ what }: { what: string }) => what)).toContain("deal_added");

    const doubles = async (kind: string) =>
      (await read(`/api/v1/doubles?kind=${kind}`, cookie)).items.map(({ a, b }: Double) =>
        [a.name, b.name].toSorted(),
      );
    expect((await doubles("contact")).toSorted()).toEqual([
      ["Fiona Baxter", "Fiona Baxter"],
      ["L. Zanier", "Luca Zanier"],
    ]);
    expect(await doubles("company")).toEqual([["Northgate Roasters", "Northgate Roasters Ltd"]]);
  });

  test("is found by search, with files that open", async () => {
    const cookie = `sportello_session=${owner}`;
    const found = await read("/api/v1/search?q=sassolino", cookie);
    expect(found.items[0].ticket.name).toBe("Rumore metallico dal macinino Moregallo");
    const [number] = (await read("/api/v1/search?q=manometro", cookie)).items.map(
      (hit: { ticket: Ticket }) => hit.ticket.number,
    );
    const { items } = await read(`/api/v1/tickets/${number}/messages`, cookie);
    const file = await house.app.inject({
      method: "GET",
      url: `/api/v1/files/${items[0].attachments[0].id}`,
      headers: { cookie },
    });
    expect([file.statusCode, file.headers["content-type"]]).toEqual([200, "image/png"]);
  });
});
