/** The levels of rights at the door: whose tickets somebody may see, change and delete. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Rights } from "#contract/people.ts";
import { deleteTicket, listTickets, readTicket, updateTicket } from "#contract/tickets.ts";
import { agentRights } from "#modules/people";
import { desk, type Person, type TestDesk } from "#testkit";

type Act = keyof Rights["tickets"];
type Level = Rights["tickets"][Act];
/** Whose a ticket is, seen from somebody in Support. */
const kinds = ["mine", "mate's", "team's", "stranger's", "other team's", "nobody's"] as const;
type Kind = (typeof kinds)[number];

const everything: Level = { reach: "all", unassigned: true };
const levels: [name: string, level: Level, reached: readonly Kind[]][] = [
  ["Everything", { reach: "all", unassigned: false }, kinds],
  ["Team only", { reach: "team", unassigned: false }, ["mine", "mate's", "team's"]],
  [
    "Team only and unassigned",
    { reach: "team", unassigned: true },
    ["mine", "mate's", "team's", "nobody's"],
  ],
  ["Owned only", { reach: "own", unassigned: false }, ["mine"]],
  ["Owned only and unassigned", { reach: "own", unassigned: true }, ["mine", "nobody's"]],
  ["None", { reach: "none", unassigned: false }, []],
];

let acme: TestDesk;
beforeAll(async () => {
  acme = await desk();
});

/** Somebody in Support beside Ana, with this level for one act and everything for the others. */
function somebody(act: Act, level: Level): Promise<Person> {
  const tickets = { ...agentRights.tickets, ...(act === "view" ? {} : { view: everything }) };
  return acme.user("Sue", { tickets: { ...tickets, [act]: level } }, [acme.support.id]);
}

/** One ticket of each kind, as their number. */
async function oneOfEach(sue: Person): Promise<[Kind, number][]> {
  const owners = {
    mine: { ownerType: "user", ownerId: sue.id },
    "mate's": { ownerType: "user", ownerId: acme.ana.id },
    "team's": { ownerType: "team", ownerId: acme.support.id },
    "stranger's": { ownerType: "user", ownerId: acme.bo.id },
    "other team's": { ownerType: "team", ownerId: acme.billing.id },
    "nobody's": { ownerType: null, ownerId: null },
  } as const;
  const made: [Kind, number][] = [];
  for (const kind of kinds) {
    const { number } = await acme.ticket();
    await acme.as(acme.owner).calls(updateTicket, { number, ...owners[kind] });
    made.push([kind, number]);
  }
  return made;
}

/** The kinds for which the call is not refused. */
async function passed(
  tickets: [Kind, number][],
  call: (number: number) => Promise<{ refused?: string } | null>,
): Promise<Kind[]> {
  const through: Kind[] = [];
  for (const [kind, number] of tickets) if (!(await call(number))?.refused) through.push(kind);
  return through;
}

const codeOf = (answer: { refused?: string } | null) => answer?.refused;

describe("H112: the levels of a right", () => {
  test.each(levels)("H112: %s to view", async (_, level, reached) => {
    const sue = await somebody("view", level);
    const tickets = await oneOfEach(sue);
    const opened = await passed(tickets, (number) => acme.as(sue).calls(readTicket, { number }));
    expect(opened).toEqual(reached);
    const listed = new Set<number>();
    for (const { number } of (await acme.as(sue).calls(listTickets, { limit: 200 })).items)
      listed.add(number);
    expect(tickets.filter(([, number]) => listed.has(number)).map(([kind]) => kind)).toEqual(
      reached,
    );
  });

  test.each(levels)("H112: %s to edit", async (_, level, reached) => {
    const sue = await somebody("edit", level);
    const tickets = await oneOfEach(sue);
    const change = { priority: "high" as const };
    expect(
      await passed(tickets, (number) => acme.as(sue).calls(updateTicket, { number, ...change })),
    ).toEqual(reached);
  });

  test.each(levels)("H112: %s to delete", async (_, level, reached) => {
    const sue = await somebody("delete", level);
    const tickets = await oneOfEach(sue);
    expect(await passed(tickets, (number) => acme.as(sue).calls(deleteTicket, { number }))).toEqual(
      reached,
    );
  });

  test("H112: nobody changes or deletes what they may not see, whatever their other levels", async () => {
    const sue = await somebody("view", { reach: "own", unassigned: false });
    const tickets = await oneOfEach(sue);
    const refusals = [];
    for (const [, number] of tickets.slice(1)) {
      const changed = await acme.as(sue).calls(updateTicket, { number, priority: "low" });
      const deleted = await acme.as(sue).calls(deleteTicket, { number });
      refusals.push(codeOf(changed), codeOf(deleted));
    }
    expect(new Set(refusals)).toEqual(new Set(["ticket_not_found"]));
  });
});

describe("H113: Team only", () => {
  test("H113: follows who is in the team now, and adds nothing for those in none", async () => {
    const team: Level = { reach: "team", unassigned: false };
    const alone = await acme.user("Al", { tickets: { ...agentRights.tickets, view: team } });
    const { number } = await acme.ticket();
    const sees = async () => !("refused" in (await acme.as(alone).calls(readTicket, { number })));
    const owned = { ownerType: "user", ownerId: acme.ana.id } as const;
    await acme.as(acme.owner).calls(updateTicket, { number, ...owned });
    expect(await sees()).toBe(false);

    const { db } = acme.house.platform;
    const member = { desk_id: acme.id, team_id: acme.support.id, user_id: alone.id };
    await db.insertInto("team_members").values(member).execute();
    expect(await sees()).toBe(true);

    await acme.as(acme.owner).calls(updateTicket, { number, ownerId: acme.bo.id });
    expect(await sees()).toBe(false);
  });
});
