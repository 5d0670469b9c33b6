import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { type Act, agentRights, mayOnTicket, ticketRight } from "#modules/people";
import type { Agent } from "#platform/call.ts";
import { listTickets, readTicket, updateTicket } from "#contract/tickets.ts";
import type { Rights } from "#contract/people.ts";
import { desk, type TestDesk } from "#testkit";
import { agentById } from "#modules/people";

const acts = ["view", "edit", "delete"] as const;
const reaches = ["all", "team", "own", "none"] as const;

let acme: TestDesk;
let tickets: { id: string; owner: Owner; pipelineId: string }[];
type Shared = "view" | "edit" | null;
type Owner = "ana" | "bo" | "cleo" | "support" | "billing" | null;
const owners: Owner[] = ["ana", "bo", "cleo", "support", "billing", null];

/** Ana is in Support with Cleo; Bo in Billing. One ticket of each owner, and one of nobody. */
beforeAll(async () => {
  acme = await desk();
  const cleo = await acme.user("Cleo", {}, [acme.support.id]);
  const idOf = {
    ana: acme.ana.id,
    bo: acme.bo.id,
    cleo: cleo.id,
    support: acme.support.id,
    billing: acme.billing.id,
  };
  const { db } = acme.house.platform;
  tickets = [];
  for (const owner of owners) {
    const { id, pipelineId } = await acme.ticket();
    const column = owner === "support" || owner === "billing" ? "owner_team_id" : "owner_user_id";
    if (owner)
      await db
        .updateTable("tickets")
        .set({ [column]: idOf[owner] })
        .where("desk_id", "=", acme.id)
        .where("id", "=", id)
        .execute();
    tickets.push({ id, owner, pipelineId });
  }
});

const Allowed = fc.record({ reach: fc.constantFrom(...reaches), unassigned: fc.boolean() });
const AnyRights: fc.Arbitrary<Rights> = fc.record({
  superAdmin: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
  accountAccess: fc.boolean(),
  serviceAccess: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  salesAccess: fc.boolean(),
  serviceSeat: fc.boolean(),
  tickets: fc.record({ view: Allowed, edit: Allowed, delete: Allowed }),
});

/** The rule once more, written out for Ana by hand: shares no line with the compiler. */
function anaMay(rights: Rights, act: Act, owner: Owner, hidden: boolean, shared: Shared): boolean {
  if (rights.superAdmin) return true;
  if (hidden) return false;
  if (!(rights.serviceAccess || rights.salesAccess)) return false;
  if (shared === "edit" && act !== "delete") return true;
  if (shared === "view" && act === "view") return true;
  return byOwner(rights, act, owner);
}

function byOwner(rights: Rights, act: Act, owner: Owner): boolean {
  if (act !== "view" && !byOwner(rights, "view", owner)) return false;
  const { reach, unassigned } = rights.tickets[act];
  switch (reach) {
    case "all":
      return true;
    case "none":
      return false;
    case "own":
      return owner === "ana" || (owner === null && unassigned);
    case "team":
      return (
        owner === "ana" || owner === "cleo" || owner === "support" || (owner === null && unassigned)
      );
  }
}

async function bySql(agent: Agent, act: Act): Promise<Set<string>> {
  const rows = await acme.house.platform.db
    .selectFrom("tickets")
    .select("id")
    .where("tickets.desk_id", "=", acme.id)
    .where(ticketRight(agent, act))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

describe("the access compiler", () => {
  test("H112: says the same in SQL, for one row and as written by hand, whatever the rights", async () => {
    const ana = await anaWith({
      ...agentRights,
      tickets: { ...agentRights.tickets, view: { reach: "team", unassigned: false } },
    });
    await fc.assert(
      fc.asyncProperty(
        AnyRights,
        fc.constantFrom(...acts),
        fc.boolean(),
        fc.array(fc.constantFrom<Shared>("view", "edit", null), { minLength: 6, maxLength: 6 }),
        async (rights, act, hidden, levels) => {
          const pipelines = hidden ? tickets.map(({ pipelineId }) => pipelineId) : [randomUUID()];
          const idsOf = (...wanted: Shared[]) =>
            tickets.flatMap(({ id }, at) => (wanted.includes(levels[at] ?? null) ? [id] : []));
          const shared = {
            sharedTicketIds: idsOf("view", "edit"),
            editableTicketIds: idsOf("edit"),
          };
          const agent = { ...ana, ...shared, rights, hiddenPipelineIds: pipelines };
          const inSql = await bySql(agent, act);
          for (const [at, { id, owner }] of tickets.entries()) {
            const row = { ...(await ownersOf(id)), id };
            const may = anaMay(rights, act, owner, hidden, levels[at] ?? null);
            expect([owner, inSql.has(id), mayOnTicket(agent, act, row)]).toEqual([owner, may, may]);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  test.each([false, true])(
    "H113: with the level team shows and lets change mine, a teammate's and my team's; nobody's where that is ticked: %s",
    async (unassigned) => {
      const here = await desk();
      const level = { reach: "team", unassigned } as const;
      const mine = { tickets: { view: level, edit: level, delete: level } };
      const mate = await here.user("Mate", mine, [here.support.id]);
      const give = async (ownerType: "user" | "team", ownerId: string) => {
        const { number } = await here.ticket();
        await here.as(here.owner).calls(updateTicket, { number, ownerType, ownerId });
        return number;
      };
      const within = [
        await give("user", mate.id),
        await give("user", here.ana.id),
        await give("team", here.support.id),
        ...(unassigned ? [(await here.ticket()).number] : []),
      ];
      await give("user", here.bo.id);
      await give("team", here.billing.id);
      if (!unassigned) await here.ticket();

      const { items } = await here.as(mate).calls(listTickets, { sort: "oldest" });
      expect(items.map(({ number }) => number)).toEqual(within);
      for (const number of within)
        expect(await here.as(mate).calls(readTicket, { number })).toMatchObject({
          may: { edit: true, delete: true },
        });
    },
  );

  test("knows the teammates only as long as a right speaks of the team", async () => {
    const team = { reach: "team", unassigned: false } as const;
    const agent = await anaWith({
      ...agentRights,
      tickets: { view: team, edit: team, delete: team },
    });
    expect(agent.teammateIds).toHaveLength(2);
    expect((await anaWith(agentRights)).teammateIds).toEqual([]);
  });
});

async function anaWith(rights: Rights): Promise<Agent> {
  const { db } = acme.house.platform;
  const { view, edit, delete: remove } = rights.tickets;
  await db
    .updateTable("users")
    .set({ ticket_view: view.reach, ticket_edit: edit.reach, ticket_delete: remove.reach })
    .where("desk_id", "=", acme.id)
    .where("id", "=", acme.ana.id)
    .execute();
  const agent = await agentById(db, acme.id, acme.ana.id);
  if (!agent) throw new Error("Ana is active");
  return agent;
}

const known = new Map<
  string,
  { owner_user_id: string | null; owner_team_id: string | null; pipeline_id: string }
>();
async function ownersOf(id: string) {
  const row =
    known.get(id) ??
    (await acme.house.platform.db
      .selectFrom("tickets")
      .select(["owner_user_id", "owner_team_id", "pipeline_id"])
      .where("desk_id", "=", acme.id)
      .where("id", "=", id)
      .executeTakeFirstOrThrow());
  known.set(id, row);
  return row;
}
